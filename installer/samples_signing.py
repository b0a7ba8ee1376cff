"""How a scenario changes the check-ins of an audit that is in order."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from installer.samples_people import PHONE_OUT_OF_DATE
from installer.samples_places import moved
from installer.samples_records import near, signed
from installer.samples_rows import (
    CLOSING,
    DINGTALK,
    GCJ02,
    MINI_PROGRAM,
    OPENING,
    PlanRow,
    SignRow,
    Story,
)

Change = Callable[[Story], None]
BOTH = (OPENING, CLOSING)


def _rows(story: Story, event: str) -> Iterator[tuple[PlanRow, SignRow]]:
    for plan in story.plans:
        for row in plan.records(event):
            yield plan, row


def unsigned(*events: str, plan: int | None = None) -> Change:
    """Leave out the check-ins of `events`, of both where none is named, on one plan or on all."""

    def change(story: Story) -> None:
        for place, one in enumerate(story.plans):
            if plan in (None, place):
                one.signs = [row for row in one.signs if row.event not in (events or BOTH)]

    return change


def retimed(event: str, minutes: int, seconds: int = 0) -> Change:
    """Sign so many minutes after the opening meeting's begin, or the closing meeting's end."""

    def change(story: Story) -> None:
        for plan, row in _rows(story, event):
            anchor = plan.opens if event == OPENING else plan.closes
            row.at = anchor + timedelta(minutes=minutes, seconds=seconds)

    return change


def signed_also(event: str, days: int, clock: str) -> Change:
    """Let the leader sign once more, so many days from the plan's first (签到) or last day (签退)."""

    def change(story: Story) -> None:
        plan, leader = story.plan, story.people["leader"]
        day = (plan.start if event == OPENING else plan.end).date() + timedelta(days=days)
        at = datetime.combine(day, time.fromisoformat(clock))
        row = signed(plan, leader, event, at, near(story, plan.enterprise.point))
        row.channel = MINI_PROGRAM
        plan.signs.append(row)

    return change


def signed_only(event: str, days: int, clock: str) -> Change:
    """Let the leader sign on that day instead of the right one."""

    def change(story: Story) -> None:
        unsigned(event)(story)
        signed_also(event, days, clock)(story)

    return change


def signed_by(event: str, who: str) -> Change:
    """Let somebody else sign for the team."""

    def change(story: Story) -> None:
        for _, row in _rows(story, event):
            row.person = story.people[who]

    return change


def also_signed_by(event: str, who: str, minutes: int) -> Change:
    """Let somebody sign besides, so many minutes after the first record."""

    def change(story: Story) -> None:
        plan = story.plan
        first = plan.records(event)[0]
        at = first.at + timedelta(minutes=minutes)
        row = signed(plan, story.people[who], event, at, near(story, plan.enterprise.point))
        row.channel = MINI_PROGRAM
        plan.signs.append(row)

    return change


def displaced(event: str, east_m: float, north_m: float, place: str = "") -> Change:
    """Sign so many metres from the enterprise's site."""

    def change(story: Story) -> None:
        for plan, row in _rows(story, event):
            row.point, row.fix = moved(plan.enterprise.point, east_m, north_m), None
            row.datum, row.place = GCJ02, place or row.place

    return change


def signed_elsewhere_too(event: str, east_m: float, north_m: float, minutes: int) -> Change:
    """Let the leader sign far off as well, so many minutes after the record at the site, or before it."""

    def change(story: Story) -> None:
        also_signed_by(event, "leader", minutes)(story)
        plan = story.plan
        row = plan.signs[-1]
        row.point, row.place = moved(plan.enterprise.point, east_m, north_m), "高速公路服务区"
        row.datum = GCJ02

    return change


def displaced_on_dingtalk(who: str, east_m: float, north_m: float) -> Change:
    """Let one member sign on DingTalk far from the site."""

    def change(story: Story) -> None:
        for row in story.plan.signs:
            if row.person is story.people[who]:
                row.point, row.place = moved(story.plan.enterprise.point, east_m, north_m), "某快捷酒店"

    return change


def dragged(event: str, east_m: float, north_m: float) -> Change:
    """Drag the signed point so many metres away from where the phone was."""

    def change(story: Story) -> None:
        for _, row in _rows(story, event):
            if row.point is not None:
                row.fix = moved(row.point, east_m, north_m)

    return change


def same_spot() -> Change:
    """Sign two audits at one coordinate, equal to the sixth decimal."""

    def change(story: Story) -> None:
        longitude, latitude = moved(story.plan.enterprise.point, 412.0, -388.0)
        point = (int(longitude * 1e5) / 1e5 + 3e-6, int(latitude * 1e5) / 1e5 + 7e-6)
        for plan, event in ((story.plans[0], CLOSING), (story.plans[1], OPENING)):
            for row in plan.records(event):
                row.point, row.datum, row.fix = point, GCJ02, None

    return change


def coordinate_reads(event: str, longitude: str, latitude: str) -> Change:
    """Let the record's coordinate cells read something that is no point."""

    def change(story: Story) -> None:
        for _, row in _rows(story, event):
            row.written, row.fix = (longitude, latitude), None

    return change


def coordinate_swapped(*events: str) -> Change:
    """Write 经度 and 纬度 of the records in each other's column."""

    def change(story: Story) -> None:
        for event in events:
            for _, row in _rows(story, event):
                if row.point is not None:
                    row.written, row.fix = (f"{row.point[1]:.6f}", f"{row.point[0]:.6f}"), None

    return change


def of_datum(datum: str, *events: str) -> Change:
    """Write the records' coordinates in a datum; with UNSTATED they are GCJ-02 and do not say so."""

    def change(story: Story) -> None:
        for event in events or BOTH:
            for _, row in _rows(story, event):
                row.datum = datum

    return change


def old_phone(who: str) -> Change:
    """Sign with a number that the roster no longer has."""

    def change(story: Story) -> None:
        for event in BOTH:
            for _, row in _rows(story, event):
                if row.person is story.people[who]:
                    row.phone = f"{PHONE_OUT_OF_DATE}{row.person.phone[-4:]}"

    return change


def on_dingtalk() -> Change:
    """Let the records have been made on DingTalk."""

    def change(story: Story) -> None:
        for event in BOTH:
            for _, row in _rows(story, event):
                row.channel, row.together = DINGTALK, ""

    return change


def channel_unsaid() -> Change:
    """Leave the records' 渠道 empty: they take their plan's channel."""

    def change(story: Story) -> None:
        for event in BOTH:
            for _, row in _rows(story, event):
                row.channel = ""

    return change


def of_no_plan() -> Change:
    """Let DingTalk's records name no plan."""

    def change(story: Story) -> None:
        for row in story.plan.signs:
            row.plan = ""

    return change


def silent_on_dingtalk(who: str) -> Change:
    """Let one member have no record at all."""

    def change(story: Story) -> None:
        story.plan.signs = [row for row in story.plan.signs if row.person is not story.people[who]]

    return change


def declined(event: str) -> Change:
    """Refuse 同时签到: the record stands for the first plan alone."""

    def change(story: Story) -> None:
        for row in story.plan.records(event):
            row.together = "否"
        for plan in story.plans[1:]:
            plan.signs = [row for row in plan.signs if row.event != event]

    return change


def also_on_dingtalk(plan: int) -> Change:
    """Let the auditors of one plan sign by name on DingTalk (N5)."""

    def change(story: Story) -> None:
        one = story.plans[plan]
        for event, anchor in ((OPENING, one.opens), (CLOSING, one.closes)):
            for place, person in enumerate(one.auditors):
                at = anchor + timedelta(minutes=4 + 3 * place, seconds=11)
                row = signed(one, person, event, at, near(story, one.enterprise.point))
                row.channel = DINGTALK
                one.signs.append(row)

    return change
