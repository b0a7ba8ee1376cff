"""How a scenario changes the plans themselves: places, teams, bound plans, marks."""

from datetime import datetime, time, timedelta

from installer.samples_people import roster
from installer.samples_places import moved
from installer.samples_rows import Story
from installer.samples_signing import Change

WIDE = str.maketrans("（）", "()")


def setting(plan: int | None = None, **columns: object) -> Change:
    """Set columns of one plan, or of all."""

    def change(story: Story) -> None:
        for place, one in enumerate(story.plans):
            if plan in (None, place):
                for name, value in columns.items():
                    setattr(one, name, value)

    return change


def mode_in_remarks() -> Change:
    """Leave 审核方式 empty and say it in 备注."""

    def change(story: Story) -> None:
        for plan in story.plans:
            plan.remarks, plan.mode = f"审核方式: {plan.mode}审核", ""

    return change


def unlocated() -> Change:
    """Leave the planned coordinates empty."""
    return setting(points=[None])


def coordinate_swapped() -> Change:
    """Write the planned 经度 and 纬度 in each other's column."""

    def change(story: Story) -> None:
        for plan in story.plans:
            longitude, latitude = plan.points[0] or plan.enterprise.point
            plan.datum, plan.written = "GCJ-02", (f"{latitude:.6f}", f"{longitude:.6f}")

    return change


def second_site(east_m: float, north_m: float, *, signed_there: bool) -> Change:
    """Report a second address on the same plan (N6.5(2)), and sign there or at the first."""

    def change(story: Story) -> None:
        plan = story.plan
        point = moved(plan.enterprise.point, east_m, north_m)
        plan.addresses.append(f"{plan.region}物流园二路18号（二分厂）")
        plan.points.append(point)
        if signed_there:
            for row in plan.signs:
                row.point, row.fix, row.place = moved(point, 60.0, -85.0), None, f"{plan.addresses[1]}附近"

    return change


def site_apart(east_m: float, north_m: float, *, signed: bool) -> Change:
    """Report the second plan at a site of its own (N6.5(1)), and sign there or not."""

    def change(story: Story) -> None:
        first, second = story.plans
        point = moved(first.enterprise.point, east_m, north_m)
        second.addresses, second.points = [f"{first.region}物流园二路18号"], [point]
        if not signed:
            second.signs = []
        for row in second.signs:
            row.point, row.fix, row.place = moved(point, -45.0, 70.0), None, f"{second.addresses[0]}附近"
            row.at += timedelta(minutes=6)

    return change


def without_leader() -> Change:
    """Mark nobody as 组长."""

    def change(story: Story) -> None:
        plan = story.plan
        plan.members, plan.leaders = plan.leaders + plan.members, []

    return change


def two_leaders() -> Change:
    """Mark two people as 组长."""

    def change(story: Story) -> None:
        plan = story.plan
        plan.leaders, plan.members = plan.leaders + plan.members[:1], plan.members[1:]

    return change


def stranger(name: str) -> Change:
    """Name somebody on the team whom the roster does not know."""

    def change(story: Story) -> None:
        story.plan.strangers.append(name)

    return change


def namesake(*, with_phone: bool) -> Change:
    """Name a member who could be either of two people of the roster, unless a phone number tells which."""

    def change(story: Story) -> None:
        person = next(one for one in roster(story.plan.start.year) if one.name == "刘春梅")
        story.plan.members.append(person)
        if with_phone:
            story.plan.tell_apart[person.name] = f"({person.phone})"
        story.people["namesake"] = person

    return change


def meetings(opening: str, closing_begins: str, closing_ends: str) -> Change:
    """Record the meetings' times, the opening on the first day, the closing on the last."""

    def change(story: Story) -> None:
        for plan in story.plans:
            first, last = plan.start.date(), plan.end.date()
            plan.opening_at = datetime.combine(first, time.fromisoformat(opening))
            plan.closing_start = datetime.combine(last, time.fromisoformat(closing_begins))
            plan.closing_end = datetime.combine(last, time.fromisoformat(closing_ends))

    return change


def neighbour(east_m: float, north_m: float) -> Change:
    """Put the second audit's site so many metres from the first's, and its records beside it."""

    def change(story: Story) -> None:
        first, second = story.plans
        point = moved(first.enterprise.point, east_m, north_m)
        second.points = [point]
        for row in second.signs:
            row.point, row.fix = moved(point, 35.0, 48.0), None

    return change


def absent(who: str) -> Change:
    """Note a member as not attending the meetings."""

    def change(story: Story) -> None:
        for plan in story.plans:
            plan.absent.append(story.people[who])

    return change


def off_team(who: str, plan: int) -> Change:
    """Take somebody off one plan's team."""

    def change(story: Story) -> None:
        one = story.plans[plan]
        one.members = [person for person in one.members if person is not story.people[who]]

    return change


def team_of(who: str, plan: int) -> Change:
    """Give one plan a team of one person."""

    def change(story: Story) -> None:
        one = story.plans[plan]
        one.leaders, one.members, one.trainees, one.experts = [story.people[who]], [], [], []

    return change


def lent(who: str, plan: int) -> Change:
    """Put somebody of the first audit on the team of another as well, in a member's place."""

    def change(story: Story) -> None:
        one = story.plans[plan]
        replaced, one.members[0] = one.members[0], story.people[who]
        for row in one.signs:
            row.person = one.leaders[0] if row.person is replaced else row.person
        for photo in one.photos:
            photo.uploader = one.leaders[0] if photo.uploader is replaced else photo.uploader

    return change


def lent_and_signed(who: str, plan: int, event: str) -> Change:
    """Put somebody on another audit's team and let them sign its event."""

    def change(story: Story) -> None:
        lent(who, plan)(story)
        for row in story.plans[plan].records(event):
            row.person = story.people[who]

    return change


def named(text: str, plan: int) -> Change:
    """Write one plan's enterprise another way; `text` is a bracketed ending such as （二期）."""

    def change(story: Story) -> None:
        for place, one in enumerate(story.plans):
            one.name = one.enterprise.name.replace("有限公司", f"{text}有限公司")
            if place == plan:
                one.name = f" {one.name.translate(WIDE)}"

    return change


def begins(plan: int, clock_hours: float) -> Change:
    """Let one plan begin so many hours later than the others of its visit."""

    def change(story: Story) -> None:
        one = story.plans[plan]
        one.start += timedelta(hours=clock_hours)
        one.opening_at = None

    return change


def postponed(days: int) -> Change:
    """Let the audit take place so many days later than reported: records and photos move, the plan does not."""

    def change(story: Story) -> None:
        for plan in story.plans:
            for row in plan.signs:
                row.at += timedelta(days=days)
            for photo in plan.photos:
                if photo.at is not None:
                    photo.at += timedelta(days=days)

    return change
