"""Settle names on plans that the roster does not know (D06): 认作 somebody of the roster, or 补入; and take it back."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.writing import fact_values
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import rewriting, trail
from tianyi_desk.services.rewriting import TELLING, Rewritten, tellings
from tianyi_desk.services.roster_editing import FIELDS, faults, tidied
from tianyi_desk.services.unknown_names import UnknownName
from tianyi_desk.services.who import Given, Who
from tianyi_desk.trouble import DeskError

TAKEN_BACK = "撤销："


@dataclass(frozen=True, slots=True)
class Answer:
    """What a name on plans means: the roster's person with a key, None for somebody new."""

    name: UnknownName
    person: int | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What settling names did: the fields written, the people added, and in Chinese what was left out and why."""

    reason: str
    rewritten: tuple[Rewritten, ...] = ()
    added: tuple[int, ...] = ()
    names: int = 0
    left_out: tuple[str, ...] = ()

    @property
    def plans(self) -> int:
        """Return on how many plans a name was written otherwise."""
        return sum(one.entity is Entity.PLAN for one in self.rewritten)

    @property
    def words(self) -> str:
        """Say what was done: 已认作 5 个名字，更正 11 条计划，补入 2 人."""
        parts = [f"认作 {self.names} 个名字，更正 {self.plans} 条计划"] if self.names else []
        parts += [f"补入 {len(self.added)} 人"] if self.added else []
        return "已" + "；".join(parts) if parts else "没有改动"


def resolve(database: Database, actor: str, answers: Sequence[Answer], reason: str) -> Job[Resolved]:
    """Write what names mean: on every plan in force that bears them, and in its check-ins and photo reviews.

    A plan's team gets the roster's spelling, and a number of that person where the name alone would not tell. All
    in one transaction. Left out are names that are known by now, people who left, and entries with faults. Raises
    DeskError where the reason is blank or the environment is at fault.
    """
    if not reason.strip():
        raise DeskError("没有填写原因。", "没有改动任何数据。", "请写明原因后再保存。")
    yield Progress("正在处理未识别的名字")
    with database.writing() as session:
        act = trail.Act(actor, clock.now(), reason.strip())
        work = _Work(session, trail.Trail(session, act))
        meant: dict[Given, RosterEntry] = {}
        added = []
        for answer in answers:
            if work.who.of(answer.name.key)[1] == 1:
                work.leave_out(answer.name, "已能识别，不必处理")
            elif answer.person is not None:
                meant |= work.meant_by(answer.name, answer.person)
            else:
                added += work.add(answer.name)
        yield Progress("正在更正计划")
        rewritten, skipped = rewriting.rename(session, work.history, meant)
        work.history.append()
    names = len({given for given in meant if given not in {one for one, _words in skipped}})
    words = (*work.left_out, *(f"“{given[0]}”：{why}" for given, why in skipped))
    return Resolved(reason.strip(), rewritten, tuple(added), names, words)


def take_back(database: Database, actor: str, resolved: Resolved) -> Job[Resolved]:
    """Write back what settling names found, and take the people out again who were added, as new changes.

    What somebody wrote since stays, and is told in `left_out`.
    """
    yield Progress("正在撤销")
    with database.writing() as session:
        act = trail.Act(actor, clock.now(), TAKEN_BACK + resolved.reason)
        history = trail.Trail(session, act)
        rewritten, kept = rewriting.write_back(session, history, resolved.rewritten)
        left = [*kept, *_take_out(session, history, resolved.added)]
        history.append()
    return Resolved(TAKEN_BACK + resolved.reason, rewritten, names=resolved.names, left_out=tuple(left))


class _Work:
    """One act of settling: the roster as it stands, and what could not be done."""

    def __init__(self, session: Session, history: trail.Trail) -> None:
        self.session, self.history = session, history
        self.people = reading.people(session, reading.sheets(session))
        self.who = Who(self.people)
        self.left_out: list[str] = []
        self._next = trail.next_key(session, t.person, Entity.PERSON.value)

    def leave_out(self, name: UnknownName, why: str) -> None:
        """Note that nothing is done about a name."""
        self.left_out.append(f"“{name.name}”：{why}")

    def meant_by(self, name: UnknownName, key: int) -> dict[Given, RosterEntry]:
        """Return whom a name means: the spelling and numbers by which a plan tells the person."""
        entry = self.people.get(key)
        if entry is None:
            self.leave_out(name, "名册里已经没有所选的人")
        elif not entry.active:
            self.leave_out(name, f"“{entry.name}”已{entry.state}；审核时在职的，请先更正其状态")
        else:
            for told in tellings(name.key, entry):
                if self.who.of((told.name, told.id_number, told.ccaa_number, told.phone))[0] == key:
                    return {name.key: told}
            self.leave_out(name, f"名册中的“{entry.name}”没有号码可与同名的人分辨，请先补全")
        return {}

    def add(self, name: UnknownName) -> list[int]:
        """Write somebody new into the roster; return the key."""
        entry = replace(tidied(name.entry), source=None)
        wrong = "；".join(one.words for one in faults(entry)) or self._doubt(entry)
        if wrong:
            self.leave_out(name, wrong)
            return []
        key, self._next = self._next, self._next + 1
        values = fact_values(Entity.PERSON, entry, {}, {})
        self.session.execute(insert(t.person), {"id": key, "version": 1, **values})
        self.history.added(trail.Thing(Entity.PERSON.value, key, trail.key_words(entry)), entry)
        self.people[key] = entry
        self.who = Who(self.people)
        return [key]

    def _doubt(self, entry: RosterEntry) -> str:
        """Return why somebody may be in the roster already, "" where nothing speaks for it."""
        for known in self.people.values():
            same = [
                words
                for field, words in TELLING.items()
                if getattr(entry, field) and getattr(entry, field) == getattr(known, field)
            ]
            if same:
                return f"{same[0]}与名册中的“{known.name}”相同，请认作此人，或逐个补入"
            if known.name == entry.name:
                left = "" if known.active else f"（已{known.state}）"
                return f"名册中已有同名的人{left}，请逐个补入或更正其状态"
        return ""


def _take_out(session: Session, history: trail.Trail, keys: Collection[int]) -> Iterator[str]:
    people = reading.people(session, reading.sheets(session))
    person = t.person.c
    versions = dict(session.execute(select(person.id, person.version).where(person.id.in_(keys))).all())
    for key in keys:
        entry = people.get(key)
        if entry is None or versions[key] != 1:
            words = entry.name if entry else ""
            yield f"“{words}”已另有更正，仍留在名册"
            continue
        session.execute(delete(t.person).where(person.id == key))
        fields = {name: getattr(entry, name) for name in FIELDS}
        history.removed(trail.Thing(Entity.PERSON.value, key, trail.key_words(entry)), fields)
