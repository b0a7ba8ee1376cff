"""One entry of the roster that is two people: what tells them apart on each plan, and parting them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import masked_phone
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import regrouping, rewriting, trail
from tianyi_desk.services.regrouping import PARTED, OnPlan, People, Regrouped, Shape
from tianyi_desk.services.roster_editing import NUMBERS, with_values
from tianyi_desk.services.who import Who
from tianyi_desk.trouble import DeskError

STAYS, GOES = 0, 1


@dataclass(frozen=True, slots=True)
class SeenPhone:
    """A phone that was used on plans of an entry, masked; on how many, and whether it is the registered one."""

    phone: str
    plans: int
    registered: bool


@dataclass(frozen=True, slots=True)
class PartRow:
    """A plan of an entry that is to be parted: what tells whose it is.

    `phone` is the place of the phone used there among those seen, None for none. `suggested` is STAYS or GOES;
    `sure` says that a number tells.
    """

    number: str
    enterprise: str
    start: datetime
    evidence: str
    phone: int | None
    suggested: int
    sure: bool


@dataclass(frozen=True, slots=True)
class PartPreview:
    """The entry to be parted: its version, the phones seen, the commonest first, and its plans, the latest first."""

    key: int
    version: int
    name: str
    department: str
    phones: tuple[SeenPhone, ...]
    rows: tuple[PartRow, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """What somebody decided: the second person, whose phone may be one that was seen (its place and what it showed).

    `stays` are other texts for fields of the first; `goes` are the numbers of the plans that are the second's.
    """

    key: int
    version: int
    second: RosterEntry
    seen: tuple[int, str] | None
    stays: Mapping[str, str]
    goes: frozenset[str]


def preview(database: Database, key: int) -> Job[PartPreview]:
    """Return the plans of an entry with what tells whose they are. Raises DeskError where it is gone."""
    yield Progress("正在收集分辨的依据")
    with database.reading() as session:
        people = regrouping.people_of(session)
        regrouping.require(people, key)
        entry = people[key]
        there = regrouping.on_plans(session, Who(people), people, (key,))
        used = _used_phones(session, there)
        phones = _seen(used)
        version = session.scalar(select(t.person.c.version).where(t.person.c.id == key)) or 0
        rows = _rows(session, people, entry, there, used, phones)
    counted = Counter(phone for several in used.values() for phone in several)
    seen = tuple(SeenPhone(masked_phone(one), counted[one], one == entry.phone) for one in phones)
    return PartPreview(key, version, entry.name, entry.department, seen, rows)


def _used_phones(session: Session, there: Sequence[OnPlan]) -> dict[int, tuple[str, ...]]:
    """Return the phones used on each plan: what the plan says of the member, then what check-ins of the name do."""
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    names = {one.plan: one.given[0] for one in there}
    for one in there:
        if one.given[3]:
            found[one.plan][one.given[3]] = None
    record = t.check_in.c
    for part in reading.several(list(names)):
        rows = session.execute(
            select(record.plan_id, record.name, record.phone)
            .where(record.plan_id.in_(part))
            .order_by(record.id)
        )
        for plan, name, phone in rows:
            if phone and name == names[plan]:
                found[plan][phone] = None
    return {plan: tuple(found.get(plan, ())) for plan in names}


def _seen(used: Mapping[int, Sequence[str]]) -> list[str]:
    """Return the phones seen, those used on most plans first."""
    counted = Counter(phone for several in used.values() for phone in several)
    return sorted(counted, key=lambda phone: (-counted[phone], phone))


def _rows(
    session: Session,
    people: People,
    entry: RosterEntry,
    there: Sequence[OnPlan],
    used: Mapping[int, Sequence[str]],
    phones: Sequence[str],
) -> tuple[PartRow, ...]:
    plan = t.plan.c
    about = {
        key: (enterprise, start)
        for part in reading.several([one.plan for one in there])
        for key, enterprise, start in session.execute(
            select(plan.id, plan.enterprise, plan.start).where(plan.id.in_(part))
        )
    }
    branches = _branches(session, people, there)
    rows = [
        _row(one, *about[one.plan], entry, used[one.plan], phones, branches.get(one.plan, ""))
        for one in there
    ]
    return tuple(sorted(rows, key=lambda row: (row.start, row.number), reverse=True))


def _row(
    one: OnPlan,
    enterprise: str,
    start: datetime,
    entry: RosterEntry,
    used: Sequence[str],
    phones: Sequence[str],
    branch: str,
) -> PartRow:
    other = [phone for phone in used if phone != entry.phone]
    same = entry.phone in used
    told = [f"手机 {masked_phone(phone)}" + ("（登记的）" if phone == entry.phone else "") for phone in used]
    told += [f"注册号 {one.given[2]}"] if one.given[2] else []
    told += [f"同组多为{branch}"] if branch else []
    goes = bool(other) and not same and bool(entry.phone)
    elsewhere = bool(branch and entry.department and branch != entry.department)
    return PartRow(
        one.number,
        enterprise,
        start,
        "，".join(told) or "没有线索",
        phones.index(used[0]) if used else None,
        GOES if goes or (not used and elsewhere) else STAYS,
        bool(used) and bool(entry.phone) and not (same and other),
    )


def _branches(session: Session, people: People, there: Sequence[OnPlan]) -> dict[int, str]:
    """Return the department that most of the others on each team are of, as far as names tell."""
    of_name: defaultdict[str, set[str]] = defaultdict(set)
    for entry in people.values():
        of_name[entry.name].add(entry.department)
    member, found = t.member.c, defaultdict[int, Counter[str]](Counter)
    mine = {one.plan: one.given[0] for one in there}
    for part in reading.several(list(mine)):
        for plan, name in session.execute(
            select(member.plan_id, member.name).where(member.plan_id.in_(part))
        ):
            known = of_name.get(name, set()) - {""}
            if name != mine[plan] and len(known) == 1:
                found[plan].update(known)
    return {plan: counted.most_common(1)[0][0] for plan, counted in found.items()}


def part(database: Database, actor: str, wanted: Parting, reason: str) -> Job[Regrouped]:
    """Make a second entry of one, and give it its plans, with their check-ins and reviews; all or nothing.

    Raises DeskError where the entry is gone or was written meanwhile, the reason is blank, an entry has faults, the
    two could not be told apart, or the environment is at fault.
    """
    reason = regrouping.require_reason(reason)
    yield Progress("正在分开人员")
    with database.writing() as session:
        people = regrouping.people_of(session)
        regrouping.require(people, wanted.key)
        _require_version(session, wanted)
        there = regrouping.on_plans(session, Who(people), people, (wanted.key,))
        second = replace(wanted.second, source=None, phone=_phone(session, there, wanted))
        second = regrouping.require_sound(second)
        first = regrouping.require_sound(with_values(people[wanted.key], wanted.stays), people[wanted.key])
        _require_apart(first, second)
        key = trail.next_key(session, t.person, Entity.PERSON.value)
        shape = Shape(changed={wanted.key: first}, added={key: second})
        followed = regrouping.following(
            session,
            people,
            shape,
            lambda one: key if one.number in wanted.goes else wanted.key,
            (wanted.key,),
        )
        history = trail.Trail(session, trail.Act(actor, clock.now(), f"{PARTED}：{reason}"))
        line = history.next_number
        told = f"分出 {regrouping.words_of(second)}，{_going(there, wanted.goes)} 条计划归其名下"
        history.changed(regrouping.thing(wanted.key, people[wanted.key]), PARTED, None, told)
        rewriting.write(session, history, followed.rewritten)
        regrouping.write_people(session, history, people, shape)
        history.append()
    return Regrouped(line, key, followed, f"已{told}")


def _going(there: Sequence[OnPlan], goes: Collection[str]) -> int:
    return len({one.plan for one in there if one.number in goes})


def _require_version(session: Session, wanted: Parting) -> None:
    stands = session.scalar(select(t.person.c.version).where(t.person.c.id == wanted.key))
    if stands != wanted.version:
        raise DeskError(
            f"“{wanted.second.name}”刚刚在别处被改动过。",
            "这次没有分开，原有数据完好。",
            "请看过新的内容，再分一次。",
        )


def _phone(session: Session, there: Sequence[OnPlan], wanted: Parting) -> str:
    """Return the second person's phone: as written, or the one that was seen at a place and looked so."""
    if wanted.seen is None:
        return wanted.second.phone
    place, shown = wanted.seen
    phones = _seen(_used_phones(session, there))
    if place >= len(phones) or masked_phone(phones[place]) != shown:
        raise DeskError("所选的手机号刚刚变了。", "这次没有分开，原有数据完好。", "请关闭后重新打开“分开”。")
    return phones[place]


def _require_apart(first: RosterEntry, second: RosterEntry) -> None:
    """Raise DeskError where two people of one name have no number that differs."""
    if first.name != second.name:
        return
    differ = [
        name for name in NUMBERS if getattr(second, name) and getattr(first, name) != getattr(second, name)
    ]
    alike = [
        name for name in NUMBERS if getattr(second, name) and getattr(first, name) == getattr(second, name)
    ]
    if not differ or alike:
        raise DeskError(
            "两人同名，没有号码可以分辨。" if not differ else f"两人的{NUMBERS[alike[0]]}相同。",
            "没有改动任何数据。",
            "请给第二人填写一个与第一人不同的手机号、注册号或证件号码。",
        )
