"""Write the roster by hand: add a person, correct one, and have masked numbers shown; each leaves its trace."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.importers.cells import phone_text
from tianyi_desk.importers.folding import upper_compact
from tianyi_desk.importers.names import tidy_name
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.inserting import insert_rows
from tianyi_desk.models.writing import fact_values
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail
from tianyi_desk.services.privacy import may_see_numbers
from tianyi_desk.trouble import DeskError

FIELDS = ("name", "id_number", "ccaa_number", "phone", "department", "qualification", "state")
DATED = ("state", "qualification", "department")
"""Fields that have been so since a day."""
STATES = ("在职", "离职", "停用")
NUMBERS_SHOWN = "显示手机号和证件号码"
"""The reason that the history gives for somebody's having looked at a person's numbers."""
_PHONE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_ID_NUMBER = re.compile(r"[1-9]\d{5}(18|19|20)\d{9}[\dX]", re.ASCII)
_DOCUMENT = re.compile(r"[A-Z][A-Z0-9]{4,19}", re.ASCII)
_IN_NAMES = "·.-' ()"
LONGEST_NAME = 60
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
NUMBERS = {"id_number": "证件号码", "ccaa_number": "CCAA注册号", "phone": "手机号"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What a field must not be, in a Chinese sentence."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """A person's numbers as they are."""

    phone: str
    id_number: str


def tidied(entry: RosterEntry) -> RosterEntry:
    """Return an entry as an import would have read it: half width, names without spaces, numbers compact."""
    return replace(
        entry,
        name=tidy_name(_visible(entry.name)),
        id_number=upper_compact(entry.id_number),
        ccaa_number=upper_compact(entry.ccaa_number),
        phone=phone_text(_visible(entry.phone)),
        department=entry.department.strip(),
        qualification=entry.qualification.strip(),
        state=entry.state.strip(),
    )


def with_values(entry: RosterEntry, values: Mapping[str, str]) -> RosterEntry:
    """Return an entry with other texts in some of its fields."""
    given: dict[str, Any] = dict(values)
    return replace(entry, **given)


def faults(entry: RosterEntry, before: RosterEntry | None = None) -> tuple[Fault, ...]:
    """Return what is wrong with a tidied entry, field by field; what stands as it did before is not held against it."""
    found = []
    wrong = wrong_with_name(entry.name)
    if wrong:
        found.append(Fault("name", wrong))
    if entry.phone and not _PHONE.fullmatch(entry.phone):
        found.append(Fault("phone", f"手机号应为 11 位数字、以 1 开头，现在是 {len(entry.phone)} 位"))
    wrong = wrong_with_id(entry.id_number)
    if wrong:
        found.append(Fault("id_number", wrong))
    return tuple(
        one for one in found if before is None or getattr(before, one.field) != getattr(entry, one.field)
    )


def wrong_with_name(name: str) -> str:
    """Return what is wrong with a name, "" for nothing: it is letters of any script, with dots between them."""
    if not name:
        return "请填写姓名"
    odd = [sign for sign in name if not (sign.isalnum() or sign in _IN_NAMES)]
    if odd:
        return f"姓名里有不该有的字符“{odd[0]}”"
    return "" if len(name) <= LONGEST_NAME else f"姓名最多 {LONGEST_NAME} 个字，现在是 {len(name)} 个"


def _visible(text: str) -> str:
    """Return a text without what nobody sees: control characters and marks of direction, as pasting brings them."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cc"} or sign in "\t\n")


def wrong_with_id(number: str) -> str:
    """Return what is wrong with an ID number (GB 11643), "" for nothing; documents that begin with a letter pass."""
    if not number or _DOCUMENT.fullmatch(number):
        return ""
    if len(number) != 18:
        return f"身份证号应为 18 位，现在是 {len(number)} 位；护照等证件以字母开头"
    if not _ID_NUMBER.fullmatch(number):
        return "身份证号应为 17 位数字加一位校验码（数字或 X），出生年份为 18、19 或 20 开头"
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "" if _CHECK[total % 11] == number[-1] else "身份证号最后一位校验码不对，请核对有没有输错"


def doubts(database: Database, entry: RosterEntry, key: int | None = None) -> Job[tuple[str, ...]]:
    """Return what a person should look at before saving: others of the same number or name (key: not this one)."""
    yield Progress("正在核对名册")
    with database.reading() as session:
        return _doubts(session, entry, key)


def _doubts(session: Session, entry: RosterEntry, key: int | None) -> tuple[str, ...]:
    person = t.person.c
    alike = [person[name] == getattr(entry, name) for name in ("name", *NUMBERS) if getattr(entry, name)]
    if not alike:
        return ()
    columns = [person[name] for name in ("id", *FIELDS)]
    found = []
    for row in session.execute(select(*columns).where(or_(*alike)).order_by(person.id)):
        if row.id == key:
            continue
        same = [words for name, words in NUMBERS.items() if getattr(entry, name) == getattr(row, name) != ""]
        who = " ".join(filter(None, (row.name, row.department, row.qualification, row.state)))
        if same:
            found.append(f"{'、'.join(same)}与名册中的“{who}”相同，可能是同一个人")
        elif row.name == entry.name:
            alone = not any(getattr(entry, name) for name in NUMBERS)
            more = "；没有号码将无法分辨" if alone else ""
            found.append(f"名册中已有同名的“{who}”，保存后两人按号码分辨{more}")
    return tuple(found)


def add_person(database: Database, actor: str, entry: RosterEntry, reason: str) -> Job[int]:
    """Write a new person and return the key; all or nothing.

    Raises DeskError where the entry has faults, the reason is blank, or the environment is at fault.
    """
    yield Progress("正在保存人员")
    entry = replace(tidied(entry), source=None)
    _require(reason, faults(entry))
    with database.writing() as session:
        key = trail.next_key(session, t.person, Entity.PERSON.value)
        values = fact_values(Entity.PERSON, entry, {}, {})
        session.execute(insert(t.person), {"id": key, "version": 1, **values})
        history = trail.Trail(session, trail.Act(actor, clock.now(), reason.strip()))
        history.added(_thing(key, entry), entry)
        history.append()
    return key


def edit_person(
    database: Database,
    actor: str,
    key: int,
    version: int,
    values: Mapping[str, str],
    reason: str,
    since: date | None = None,
) -> Job[tuple[str, ...]]:
    """Write other values of a person's fields and return the names of those that changed; all or nothing.

    `version` is the one that was looked at. `since` is the day from which a new state, qualification or department
    holds, None where it is today. Raises DeskError where somebody wrote meanwhile, the person is gone,
    a changed field has a fault, the reason is blank, or the environment is at fault.
    """
    yield Progress("正在保存人员")
    with database.writing() as session:
        before = _read(session, key, version)
        after = tidied(with_values(before, values))
        changed = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
        if not changed:
            return ()
        _require(reason, faults(after, before))
        person = t.person.c
        session.execute(
            update(t.person)
            .where(person.id == key)
            .values(version=version + 1, **{name: getattr(after, name) for name in changed})
        )
        history = trail.Trail(session, trail.Act(actor, clock.now(), reason.strip()))
        for name in changed:
            history.changed(_thing(key, before), name, getattr(before, name), getattr(after, name))
        numbers = range(history.next_number - len(changed), history.next_number)
        history.append()
        if since is not None and since != history.act.at.date():
            dated = [number for number, name in zip(numbers, changed, strict=True) if name in DATED]
            insert_rows(session, t.change_day, [{"change_id": one, "day": since} for one in dated])
    return tuple(changed)


def show_numbers(database: Database, actor: str, key: int) -> Job[Numbers]:
    """Return a person's numbers unmasked, and write into the history who looked at whose.

    Raises DeskError where `actor` may not see them, the person is gone, or the environment is at fault: then nobody
    sees them.
    """
    yield Progress("正在记录查看")
    if not may_see_numbers(actor):
        raise DeskError(
            f"“{actor}”不在可以看号码的人之列。",
            "没有显示号码，也没有改动任何数据。",
            "请由 resources/privacy.toml 里列出的人查看，或请他们添上这个名字。",
        )
    with database.writing() as session:
        entry = _read(session, key)
        history = trail.Trail(session, trail.Act(actor, clock.now(), NUMBERS_SHOWN))
        history.added(trail.Thing(trail.LOOKED, key, entry.name), {"person": key})
        history.append()
    return Numbers(entry.phone, entry.id_number)


def _thing(key: int, entry: RosterEntry) -> trail.Thing:
    return trail.Thing(Entity.PERSON.value, key, trail.key_words(entry))


def _read(session: Session, key: int, version: int | None = None) -> RosterEntry:
    entry = reading.people(session, reading.sheets(session)).get(key)
    if entry is None:
        raise DeskError("名册里已经没有这个人。", "没有改动任何数据。", "请刷新名册后再试。")
    stands = session.scalar(select(t.person.c.version).where(t.person.c.id == key))
    if version is not None and stands != version:
        raise DeskError(
            f"“{entry.name}”刚刚在别处被改动过。",
            "这次的修改没有保存，原有数据完好。",
            "请看过新的内容，再改一次。",
        )
    return entry


def _require(reason: str, found: tuple[Fault, ...]) -> None:
    if found:
        raise DeskError(
            "；".join(one.words for one in found) + "。", "没有改动任何数据。", "请更正后再保存。"
        )
    if not reason.strip():
        raise DeskError("没有填写原因。", "没有改动任何数据。", "请写明原因后再保存。")
