"""Which phone of a person is registered, since when and by what, and which others plans and check-ins show (D12)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.wording import masked_phone
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job
from tianyi_desk.services import trail
from tianyi_desk.services.roster_editing import edit_person
from tianyi_desk.services.who import Who
from tianyi_desk.trouble import DeskError

PLAN, CHECK_IN = "计划", "签到"


@dataclass(frozen=True, slots=True)
class PhoneUse:
    """A phone that plans or check-ins show for a person, masked: where, how often, last when, the latest plan."""

    phone: str
    where: str
    count: int
    last: datetime
    number: str
    registered: bool


@dataclass(frozen=True, slots=True)
class Phones:
    """The registered phone, masked ("" for none), what wrote it and since when; and the phones in use.

    `since` is None where the history does not tell.
    """

    registered: str = ""
    source: str = ""
    since: datetime | None = None
    uses: tuple[PhoneUse, ...] = ()

    @property
    def differing(self) -> tuple[PhoneUse, ...]:
        """Return those in use that are not the registered one."""
        return tuple(one for one in self.uses if not one.registered)


def phones_of(
    session: Session, entry: RosterEntry, plans: Iterable[int], written: Iterable[trail.Entry]
) -> Phones:
    """Return the phones of a person who is on these plans (keys), `written` being their history, in any order."""
    given = _on_plans(session, entry.name, list(plans))
    uses = [
        PhoneUse(masked_phone(phone), where, len(times), *max(times), phone == entry.phone)
        for (phone, where), times in given.items()
    ]
    uses.sort(key=lambda one: (one.registered, -one.count, one.phone, one.where))
    source, since = _registered(entry, written)
    return Phones(masked_phone(entry.phone), source, since, tuple(uses))


def _on_plans(
    session: Session, name: str, plans: list[int]
) -> Mapping[tuple[str, str], list[tuple[datetime, str]]]:
    """Return when each phone was used by the name, and on which plan, by phone and where it stands."""
    found: defaultdict[tuple[str, str], list[tuple[datetime, str]]] = defaultdict(list)
    plan, record, member = t.plan.c, t.check_in.c, t.member.c
    for part in reading.several(plans):
        of_plans = select(member.phone, plan.start, plan.number).join_from(t.member, t.plan)
        for phone, at, number in session.execute(of_plans.where(plan.id.in_(part), member.name == name)):
            if phone:
                found[phone, PLAN].append((at, number))
        signed = select(record.phone, record.at, plan.number).join_from(t.check_in, t.plan)
        for phone, at, number in session.execute(signed.where(plan.id.in_(part), record.name == name)):
            if phone:
                found[phone, CHECK_IN].append((at, number))
    return found


def adopt_phone(
    database: Database, actor: str, page: tuple[int, int], shown: str, reason: str
) -> Job[tuple[str, ...]]:
    """Register a phone that was used, known by how it is shown masked; `page` are the person's key and version.

    Raises DeskError where no phone or several are shown so, somebody wrote meanwhile, the reason is blank, or the
    environment is at fault.
    """
    key, version = page
    with database.reading() as session:
        people = reading.people(session, reading.sheets(session))
        entry, who = people.get(key), Who(people)
        if entry is None:
            raise DeskError("名册里已经没有这个人。", "没有改动任何数据。", "请刷新名册后再试。")
        plans = _plans_of(session, who, key, entry.name)
        used = {phone for phone, _where in _on_plans(session, entry.name, plans)}
    found = [phone for phone in used if masked_phone(phone) == shown and phone != entry.phone]
    if len(found) != 1:
        raise DeskError(
            f"显示为 {shown} 的手机号有 {len(found)} 个。",
            "没有改动任何数据。",
            "请按 C 更正，填写完整的号码。",
        )
    return (yield from edit_person(database, actor, key, version, {"phone": found[0]}, reason))


def _plans_of(session: Session, who: Who, key: int, name: str) -> list[int]:
    """Return the keys of the plans that a person is on."""
    member = t.member.c
    columns = member.name, member.id_number, member.ccaa_number, member.phone
    rows = session.execute(select(member.plan_id, *columns).where(member.name == name))
    return [plan for plan, *given in rows if who.of((given[0], given[1], given[2], given[3]))[0] == key]


def _registered(entry: RosterEntry, written: Iterable[trail.Entry]) -> tuple[str, datetime | None]:
    """Return what wrote the registered phone, and when: the last change of it, else the person's coming in."""
    if not entry.phone:
        return "", None
    lines = [one for one in written if one.field == "phone" or (one.field is None and one.after is not None)]
    last = max(lines, key=lambda one: one.number, default=None)
    if last is None:
        return str(entry.source or "来源不明"), None
    by_hand = last.batch is None
    source = f"{last.actor} {'更正' if last.field else '录入'}" if by_hand else str(entry.source or "导入")
    return source, last.at
