"""签到提醒: today's audits as they stand right now, and those where somebody still has to sign (R1, R2; M5.10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.finding import Verdict
from tianyi_desk.facts.vocabulary import Channel, Event, Status
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.briefs import Brief, briefs, read_brief_rows
from tianyi_desk.services.judgement import judge_unsaved
from tianyi_desk.services.privacy import masked

SHORT_MINUTES = 30
"""Less than this much left is written in red."""
EVENTS = {"R1": Event.OPENING, "R2": Event.CLOSING}


@dataclass(frozen=True, slots=True)
class Reminder:
    """A visit of today where an event is owed and nothing counts; `since` is when its window opened.

    The window is `window_minutes` long (the regulator's line); `house_minutes` is the company's own line in it, None
    for 签退, which has none.
    """

    code: str
    plans: tuple[Brief, ...]
    since: datetime
    moment: datetime
    window_minutes: int
    house_minutes: int | None

    @property
    def event(self) -> Event:
        """Return which of the two events it is."""
        return EVENTS[self.code]

    @property
    def number(self) -> str:
        """Return the plan to open."""
        return self.plans[0].number

    @property
    def enterprise(self) -> str:
        """Return the 企业名称."""
        return self.plans[0].enterprise

    @property
    def minutes_since(self) -> int:
        """Return the minutes since the window opened, 0 before."""
        return max(0, int((self.moment - self.since).total_seconds() // 60))

    @property
    def minutes_left(self) -> int:
        """Return the minutes until the line, negative beyond it."""
        return self.window_minutes - self.minutes_since

    @property
    def last(self) -> datetime:
        """Return the moment of the line."""
        return self.since + timedelta(minutes=self.window_minutes)

    @property
    def short(self) -> bool:
        """Tell whether little time is left, or none."""
        return self.minutes_left < SHORT_MINUTES

    @property
    def began(self) -> str:
        """Say when it began or ended, and how long ago: 13:00 开始 过 40 分."""
        day = "" if self.since.date() == self.moment.date() else f"{self.since:%m-%d} "
        verb = "开始" if self.event is Event.OPENING else "结束"
        return f"{day}{self.since:%H:%M} {verb} 过 {_span(self.minutes_since)}"

    @property
    def left_words(self) -> str:
        """Say how much is left: 余 80 分, 超 3 小时."""
        return f"余 {self.minutes_left} 分" if self.minutes_left >= 0 else f"超 {_span(-self.minutes_left)}"


def _span(minutes: int) -> str:
    if minutes < 2 * 60:
        return f"{minutes} 分"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)} 天"


@dataclass(frozen=True, slots=True)
class Audits:
    """The visits of a day as they stand at a moment, each as its plans.

    `signed` counts those that began and lack no 签到, `coming` those that have not begun.
    """

    moment: datetime
    visits: tuple[tuple[Brief, ...], ...]
    signed: int
    coming: int
    reminders: tuple[Reminder, ...]

    @property
    def words(self) -> str:
        """Say how the day stands: 今天现场 7 场：已签到 4，未开始 1."""
        parts = [f"已签到 {self.signed}"] if self.signed else []
        parts += [f"未开始 {self.coming}"] if self.coming else []
        return f"今天 {len(self.visits)} 场审核" + (f"：{'，'.join(parts)}" if parts else "")


def load_audits(database: Database, book: RuleBook, moment: datetime) -> Job[Audits]:
    """Judge today's audits as of a moment without writing; only theirs and their visits' rows are read."""
    yield Progress("正在查看今天的审核")
    with database.reading() as session:
        keys = _running(session, moment.date())
        plans = {plan.number: plan for _key, plan in briefs(read_brief_rows(session, keys), book)}
        times = _times(session, keys)
    if not plans:
        return Audits(moment, (), 0, 0, ())
    verdicts = yield from judge_unsaved(database, book, moment, plans.keys())
    owed = [
        one
        for one in verdicts
        if one.plan in plans and one.status not in (Status.CANCELLED, Status.NOT_APPLICABLE)
    ]
    visits = _together(owed)
    return Audits(
        moment,
        tuple(tuple(plans[one.plan] for one in visit) for visit in visits),
        sum(_signed(visit, plans, moment) for visit in visits),
        sum(all(moment < plans[one.plan].start for one in visit) for visit in visits),
        tuple(sorted(_reminders(visits, plans, times, book, moment), key=lambda one: (one.last, one.number))),
    )


def _running(session: Session, today: date) -> set[int]:
    """Return the keys of the plans that have today among their days."""
    plan = t.plan.c
    first = datetime.combine(today, time())
    statement = select(plan.id).where(plan.end >= first, plan.start < first + timedelta(days=1))
    return set(session.scalars(statement))


def _times(session: Session, keys: Iterable[int]) -> dict[str, tuple[datetime, datetime]]:
    """Return when the opening meeting begins and the closing one ends, as recorded, else as planned."""
    plan = t.plan.c
    columns = plan.number, plan.opening_at, plan.start, plan.closing_end, plan.end
    rows = session.execute(select(*columns).where(plan.id.in_(list(keys))))
    return {number: (opening or start, closing or end) for number, opening, start, closing, end in rows}


def _together(verdicts: Iterable[Verdict]) -> list[list[Verdict]]:
    """Put the verdicts of bound plans together, in the order of their numbers."""
    of: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda one: one.plan):
        known = next((of[other] for other in verdict.bound_with if other in of), [])
        known.append(verdict)
        of[verdict.plan] = known
    return list({id(visit): visit for visit in of.values()}.values())


def _signed(visit: Iterable[Verdict], plans: Mapping[str, Brief], moment: datetime) -> bool:
    """Tell whether an audit that has begun owes 签到 on 认证到 and lacks none."""
    begun = [one for one in visit if plans[one.plan].start <= moment and one.channel is Channel.MINI_PROGRAM]
    return bool(begun) and not any(finding.code == "R1" for one in begun for finding in one.findings)


def _reminders(
    visits: Iterable[Iterable[Verdict]],
    plans: Mapping[str, Brief],
    times: Mapping[str, tuple[datetime, datetime]],
    book: RuleBook,
    moment: datetime,
) -> Iterable[Reminder]:
    for visit in visits:
        waiting: defaultdict[str, list[Brief]] = defaultdict(list)
        for verdict in visit:
            for finding in verdict.findings:
                if finding.code in EVENTS:
                    waiting[finding.code].append(plans[verdict.plan])
        for code, several in waiting.items():
            opening = EVENTS[code] is Event.OPENING
            policy = book.policy_on((several[0].start if opening else several[0].end).date())
            if policy is not None:
                window = policy.opening_late_regulator_minutes if opening else policy.closing_late_minutes
                house = policy.opening_late_house_minutes if opening else None
                since = min(times[plan.number][0 if opening else 1] for plan in several)
                yield Reminder(code, tuple(several), since, moment, window, house)


def reminder_text(reminder: Reminder) -> str:
    """Return a message to the leader that can be sent as it is; phones and ID numbers in it are hidden."""
    event, since = reminder.event, reminder.since
    numbers = "、".join(plan.number for plan in reminder.plans)
    verb = "开始" if event is Event.OPENING else "结束"
    lines = [
        f"【{event}提醒】{reminder.plans[0].leader}老师：",
        f"{reminder.enterprise}（{numbers}）的审核已于 {since:%m-%d %H:%M} {verb}，“认证到”上还没有{event}记录。",
    ]
    if reminder.minutes_left < 0:
        lines.append(
            f"已过时限（{reminder.last:%m-%d %H:%M}），请审核组任一成员立即在现场{event}，并说明原因。"
        )
    else:
        house = (
            f"（机构要求 {since + timedelta(minutes=reminder.house_minutes):%H:%M} 前）"
            if reminder.house_minutes is not None
            else ""
        )
        lines.append(f"请审核组任一成员于 {reminder.last:%H:%M} 前{house}在审核现场完成{event}。")
    return masked("\n".join(lines))
