"""Build audits that are in order; scenarios change them afterwards."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from installer import samples_people
from installer.samples_people import EAST, EXPERT, PHONE_OF_CONTACT, SENIOR, SOUTH, TRAINEE, WEST, Person
from installer.samples_places import District, Enterprise, settled
from installer.samples_records import hand_in, record
from installer.samples_rows import BD09, GCJ02, MINI_PROGRAM, UNSTATED, WGS84, PlanRow, Story, dice

QMS, EMS, OHS = ("ISO9001*",), ("ISO14001*",), ("OHSMS*",)
_ACTIVITIES = (
    "监督审核",
    "监督审核",
    "再认证审核(二阶段)(二阶段)",
    "初次审核(二阶段)",
    "初次审核(一阶段)",
)
_SEVERAL_ACTIVITIES = "再认证审核(一阶段);初次审核(一阶段);监督审核"
_LETTERS = {"ISO9001*": "Q", "ISO14001*": "E", "OHSMS*": "S", "EC9000*": "C"}
_SALESMEN = ("门立群", "战嘉禾", "由田雨")
_BRANCH_OF_PROVINCE = {"山东": EAST, "广东": SOUTH, "新疆": WEST, "陕西": WEST, "四川": WEST}
_DATUMS = (GCJ02,) * 14 + (WGS84,) * 2 + (BD09,) * 2 + (UNSTATED,) * 3
_WORDS = ("leader", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Shape:
    """The outline of an audit that is in order.

    `first` is a day such as 10-18, "" for any; `pad` keeps the team free for so many days before and after.
    `projects` has one entry for each bound plan. `region` and `near` choose the place: a province, or the district
    of the audit before. `copied` says whether check-ins and photos stand on each plan or on the first alone, None
    leaves that to chance; so does `reviewed`. `district` and `company` are for a place or name out of the common.
    """

    first: str = ""
    days: int = 2
    begin: str = "08:30"
    finish: str = "17:00"
    team: int = 2
    trainee: bool = False
    expert: bool = False
    outsider: bool = False
    remote: int = 0
    mode: str = "现场"
    projects: tuple[tuple[str, ...], ...] = (QMS,)
    kind: str = "制造"
    region: str = ""
    near: bool = False
    channel: str = MINI_PROGRAM
    copied: bool | None = None
    reviewed: bool | None = None
    pictures: bool = False
    pad: int = 0
    district: District | None = None
    company: str = ""


class Team(NamedTuple):
    """Who was free: the leader first among the auditors."""

    auditors: list[Person]
    trainees: list[Person]
    experts: list[Person]
    outsiders: list[Person]


@dataclass(slots=True)
class Month:
    """A folder of samples: its moment, the working days that audits may fall on, and who is taken when."""

    folder: str
    title: str
    as_of: datetime
    workdays: tuple[date, ...]
    companies: dict[str, list[Enterprise]]
    taken: set[tuple[str, date]] = field(default_factory=set)
    load: Counter[str] = field(default_factory=Counter)
    used: set[str] = field(default_factory=set)
    last_district: District | None = None
    serial: int = 0


def ordinary(month: Month, title: str, shape: Shape) -> Story:
    """Return an audit in order, signed, photographed and perhaps reviewed, with its team booked."""
    month.serial += 1
    rng = dice(f"{month.folder}/{month.serial}/{title}")
    enterprise = _company(month, shape, rng)
    days, team = _booking(month, shape, enterprise, rng)
    start = datetime.combine(days[0], time.fromisoformat(shape.begin))
    end = datetime.combine(days[-1], time.fromisoformat(shape.finish))
    plans = [
        _plan(shape, projects, enterprise, team, period=(start, end), rng=rng) for projects in shape.projects
    ]
    _set_meetings(plans, rng)
    people = dict(zip(_WORDS, team.auditors, strict=False))
    for word, found in (("trainee", team.trainees), ("expert", team.experts), ("outsider", team.outsiders)):
        people |= {word: found[0]} if found else {}
    story = Story(title, rng, plans, people)
    record(story, shape.channel, month.as_of, copied=shape.copied, reviewed=shape.reviewed)
    if shape.pictures:
        hand_in(story)
    return story


def _company(month: Month, shape: Shape, rng: Random) -> Enterprise:
    """Choose a company that has no audit yet in this month."""
    if shape.district is not None:
        return settled(shape.company, shape.district, 900 + month.serial, rng)
    free = [
        one
        for one in month.companies[shape.kind]
        if one.name not in month.used
        and one.district.region.startswith(shape.region)
        and (not shape.near or one.district is month.last_district)
    ]
    if not free:
        raise LookupError(f"no company left: {shape}")
    chosen = rng.choice(free)
    if shape.company:
        chosen = Enterprise(shape.company, *(getattr(chosen, name) for name in Enterprise.__slots__[1:]))
    month.used.add(chosen.name)
    month.last_district = chosen.district
    return chosen


def _spans(month: Month, shape: Shape, rng: Random) -> list[list[date]]:
    """Return the runs of days that the audit may take, in the order they are to be tried."""
    if shape.first:
        first = date.fromisoformat(
            shape.first if len(shape.first) > 5 else f"{month.as_of.year}-{shape.first}"
        )
        return [[first + timedelta(days=day) for day in range(shape.days)]]
    known = set(month.workdays)
    runs = [[first + timedelta(days=day) for day in range(shape.days)] for first in month.workdays]
    runs = [run for run in runs if known.issuperset(run)]
    rng.shuffle(runs)
    return runs


def _booking(month: Month, shape: Shape, enterprise: Enterprise, rng: Random) -> tuple[list[date], Team]:
    """Find days with a free team, and take its people for them."""
    for days in _spans(month, shape, rng):
        first, last = days[0] - timedelta(days=shape.pad), days[-1] + timedelta(days=shape.pad)
        span = [first + timedelta(days=day) for day in range((last - first).days + 1)]
        team = _team(month, shape, enterprise, span, rng)
        if team is not None:
            for person in (one for group in team for one in group):
                month.load[person.name] += len(days)
                month.taken.update((person.name, day) for day in span)
            return days, team
    raise LookupError(f"nobody is free: {shape}")


def _team(month: Month, shape: Shape, enterprise: Enterprise, span: list[date], rng: Random) -> Team | None:
    """Pick a team of people free on all the days, those with least work and near first; None if too few are."""
    home = _BRANCH_OF_PROVINCE.get(enterprise.district.region[:2], "")
    free = [
        one
        for one in samples_people.pool(month.as_of.year)
        if not any((one.name, day) in month.taken for day in span)
    ]
    weight = {
        one.name: month.load[one.name] + 3 * (one.department != home) + 4 * rng.random() for one in free
    }
    free.sort(key=lambda one: weight[one.name])
    auditors = [one for one in free if one.qualification not in (TRAINEE, EXPERT)]
    leaders = sorted(auditors, key=lambda one: weight[one.name] - 6 * (one.qualification == SENIOR))[:1]
    others = [one for one in auditors if one not in leaders]
    team = Team(
        leaders + others[: shape.team - 1],
        [one for one in free if one.qualification == TRAINEE][: int(shape.trainee)],
        [one for one in free if one.qualification == EXPERT][: int(shape.expert)],
        others[shape.team - 1 :][: int(shape.outsider)],
    )
    wanted = (shape.team, shape.trainee, shape.expert, shape.outsider)
    return team if [len(group) for group in team] == [int(count) for count in wanted] else None


def _plan(
    shape: Shape,
    projects: tuple[str, ...],
    enterprise: Enterprise,
    team: Team,
    *,
    period: tuple[datetime, datetime],
    rng: Random,
) -> PlanRow:
    activity = rng.choice(_ACTIVITIES) if len(projects) == 1 else _SEVERAL_ACTIVITIES
    letter = _LETTERS.get(projects[0], "N")
    edition = rng.randrange(5)
    new = activity.startswith("初次")
    members = team.auditors[1:]
    return PlanRow(
        enterprise=enterprise,
        name=enterprise.name,
        projects=list(projects),
        activity=activity,
        mode=shape.mode,
        start=period[0],
        end=period[1],
        addresses=[enterprise.address],
        points=[enterprise.point],
        leaders=team.auditors[:1],
        members=members,
        trainees=list(team.trainees),
        experts=list(team.experts),
        remote=members[len(members) - shape.remote :] if shape.remote else [],
        datum=rng.choice(_DATUMS),
        certificate=""
        if new
        else f"123{period[0].year % 100 - 1}{letter}{rng.randrange(9000, 9999)}R{edition}M",
        contact_phone=f"{PHONE_OF_CONTACT}{rng.randrange(10_000):04d}",
        region=enterprise.district.region,
        salesman=rng.choice(_SALESMEN),
    )


def _set_meetings(plans: list[PlanRow], rng: Random) -> None:
    """Record the meetings' times of some audits; the others go by the plan's own times (推定)."""
    if rng.random() < 0.55:
        return
    late = timedelta(minutes=rng.choice((0, 0, 10)))
    for plan in plans:
        plan.opening_at = plan.start + late
        plan.closing_start = plan.end - timedelta(minutes=45)
        plan.closing_end = plan.end - timedelta(minutes=5)
