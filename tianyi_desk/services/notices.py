"""通知公告: what ships with the program, what the department put in, who has read it, where a clause stands (M3.4)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.inserting import insert_rows
from tianyi_desk.progress import Job, Progress
from tianyi_desk.resources import resource
from tianyi_desk.rules.clauses import cited_numbers
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.resource_tables import Finder, ResourceTable, read_table

OWN = "own-"
"""What the code of a notice begins with that people put in."""


class NoticeKind(StrEnum):
    """Where a notice comes from."""

    COMPANY = "公司通知"
    REGULATOR = "监管要求"
    MANUAL = "手册"
    GROUNDS = "依据"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a notice: its clause number ("" for none), its heading ("" for none) and its text."""

    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """A file that goes with a notice; `kept_as` is its path below the folder of kept files, `size` in bytes."""

    name: str
    kept_as: str
    size: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as people read it; `changes` says which policies it changed, `key` is None where it ships."""

    code: str
    kind: NoticeKind
    title: str
    number: str
    issuer: str
    published: date | None
    effective: date | None
    changes: tuple[str, ...]
    intro: str
    parts: tuple[Part, ...]
    files: tuple[NoticeFile, ...] = ()
    policy: date | None = None
    key: int | None = None
    version: int = 0
    withdrawn: datetime | None = None
    read: bool = False

    @property
    def day(self) -> date | None:
        """Return the day that the list is ordered by: when it came out, else when it takes effect."""
        return self.published or self.effective

    @property
    def text(self) -> str:
        """Return all of its words, for searching."""
        words = [self.title, self.number, self.issuer, self.intro]
        words += [word for part in self.parts for word in (part.number, part.title, part.text)]
        return "\n".join(words)

    def holds(self, number: str) -> bool:
        """Tell whether a clause stands in it."""
        return any(part.number == number for part in self.parts)


def shipped(book: RuleBook, find: Finder = resource) -> tuple[Notice, ...]:
    """Read the notices that ship with the program, in the file's order.

    Raises DeskError where the table is missing or broken, or names a clause or policy that there is not.
    """
    table = read_table(find, "notices.toml")
    return tuple(_shipped(one, book) for one in table.tables("notices"))


def _shipped(table: ResourceTable, book: RuleBook) -> Notice:
    named = {policy.effective: policy_words(policy.effective, policy.title) for policy in book.policies}
    days = table.days("policies")
    if unknown := [day for day in days if day not in named]:
        raise table.fault("policies", f"签到政策的生效日期（没有 {unknown[0]}）")
    numbers = table.texts("clauses")
    if missing := [number for number in numbers if number not in book.clauses]:
        raise table.fault("clauses", f" clauses.toml 中的条款（没有 {missing[0]}）")
    titles: Mapping[str, object] = table.table("titles").entries
    binding = [f"{book.half_day_binding_from} 起：同时签到按同半天绑定"]
    return Notice(
        table.text("key"),
        NoticeKind(table.text("kind")),
        table.text("title"),
        table.text_or_empty("number"),
        table.text("issuer"),
        table.day("published") if "published" in table.entries else None,
        table.day("effective") if "effective" in table.entries else None,
        (*(named[day] for day in days), *(binding if table.flag("binding", optional=True) else ())),
        table.text_or_empty("intro"),
        tuple(Part(number, str(titles.get(number, "")), book.clauses[number].strip()) for number in numbers),
    )


def policy_words(effective: date, title: str) -> str:
    """Name a policy by its first day and its title."""
    return f"{effective.isoformat()} 起：{title}"


def notices(database: Database, book: RuleBook, actor: str) -> Job[tuple[Notice, ...]]:
    """Read every notice, those in force before those withdrawn, the latest first; `read` is the actor's."""
    yield Progress("正在读取通知")
    with database.reading() as session:
        return notices_in(session, book, actor)


def notices_in(session: Session, book: RuleBook, actor: str) -> tuple[Notice, ...]:
    """Return what `notices` does, in a session that is open."""
    row = t.notice_read.c
    read = set(session.scalars(select(row.notice).where(row.actor == actor)))
    found = [replace(one, read=one.code in read) for one in (*shipped(book), *_own(session, book))]
    return tuple(sorted(found, key=_order))


def _order(one: Notice) -> tuple[bool, int]:
    return one.withdrawn is not None, -(one.day.toordinal() if one.day is not None else 0)


def _own(session: Session, book: RuleBook) -> Iterator[Notice]:
    files: dict[int, list[NoticeFile]] = {}
    file, row = t.notice_file.c, t.notice.c
    columns = file.notice_id, file.name, file.kept_as, file.size
    for notice, *what in session.execute(select(*columns).order_by(file.id)):
        files.setdefault(notice, []).append(NoticeFile(*what))
    named = {policy.effective: policy_words(policy.effective, policy.title) for policy in book.policies}
    for one in session.execute(select(*row).order_by(row.id)):
        changed = () if one.policy is None else (named.get(one.policy, f"{one.policy} 起的签到政策"),)
        yield Notice(
            f"{OWN}{one.id}",
            NoticeKind.COMPANY,
            one.title,
            one.number,
            one.issuer,
            one.published,
            one.effective,
            changed,
            "",
            tuple(Part("", "", text) for text in one.text.split("\n\n") if text.strip()),
            tuple(files.get(one.id, ())),
            one.policy,
            one.id,
            one.version,
            one.withdrawn_at,
        )


def unread(database: Database, book: RuleBook, actor: str) -> Job[int]:
    """Count the notices in force that the actor has not read."""
    found = yield from notices(database, book, actor)
    return sum(not one.read and one.withdrawn is None for one in found)


def mark_read(database: Database, actor: str, codes: Iterable[str]) -> Job[int]:
    """Note that the actor has read notices; return how many of them were not read before."""
    yield Progress("正在记下已读")
    with database.writing() as session:
        row = t.notice_read.c
        known = set(session.scalars(select(row.notice).where(row.actor == actor)))
        fresh = [code for code in dict.fromkeys(codes) if code not in known]
        now = clock.now()
        insert_rows(session, t.notice_read, [{"notice": code, "actor": actor, "at": now} for code in fresh])
    return len(fresh)


def place_of(found: Iterable[Notice], book: RuleBook, clause: str) -> tuple[str, str] | None:
    """Return the code of the notice and the number of the clause that a citation begins with; None for no such."""
    try:
        numbers = cited_numbers(book.clauses, clause)
    except KeyError:
        return None
    for one in found:
        if numbers and one.holds(numbers[0]):
            return one.code, numbers[0]
    return None
