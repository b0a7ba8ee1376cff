"""Undo any one correction, as a new correction; refused in words where the field was written since."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import trail
from tianyi_desk.services.correctable import VOID, Item, Which, read_items
from tianyi_desk.services.correcting import UNTOUCHED, Corrected, Saved, Written, judged, write
from tianyi_desk.services.correction_fields import FIELDS
from tianyi_desk.services.recalling import recalled
from tianyi_desk.services.trail import Entry
from tianyi_desk.services.undone import FOLLOWS, can_be_undone, in_the_way, undone_by
from tianyi_desk.services.what_remains import remaining, still_counting
from tianyi_desk.trouble import DeskError

TAKEN_BACK = "撤销："
_NAMED = {"addresses": "审核地址", "team": "审核组"}


def undo(
    database: Database,
    book: RuleBook,
    actor: str,
    numbers: Collection[int],
    as_of: datetime,
    reason: str = "",
) -> Job[Corrected]:
    """Write back what lines of the history found as `save_undo` does, and judge what that touches as of a moment."""
    saved = yield from save_undo(database, actor, numbers, reason)
    return (yield from judged(database, book, actor, saved, as_of))


def save_undo(database: Database, actor: str, numbers: Collection[int], reason: str = "") -> Job[Saved]:
    """Write back what the lines of the history with these numbers found, all in one transaction; nothing is judged.

    Raises DeskError where one of them is no correction, is undone already, or its field was written since, naming by
    what; or the environment is at fault: then nothing is written.
    """
    yield Progress("正在撤销更正")
    written: list[Written] = []
    plans: dict[str, None] = {}
    with database.writing() as session:
        entries = trail.numbered(session, numbers)
        why = reason.strip() or next((entry.reason for entry in reversed(entries)), "")
        act = trail.Act(actor, clock.now(), TAKEN_BACK + why.removeprefix(TAKEN_BACK))
        history = trail.Trail(session, act)
        for some in _rounds(entries):
            saved = _write_back(session, history, some)
            written += saved.written
            plans |= dict.fromkeys(saved.plans)
    return Saved(act.reason, tuple(written), tuple(plans))


def _rounds(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Split lines, the newest first, so that no part has two of one field."""
    rounds: list[list[Entry]] = []
    seen: Counter[tuple[str, int, str | None]] = Counter()
    for entry in sorted(entries, key=lambda one: one.number, reverse=True):
        field = entry.entity, entry.entity_id, entry.field
        if seen[field] == len(rounds):
            rounds.append([])
        rounds[seen[field]].append(entry)
        seen[field] += 1
    return rounds


def _write_back(session: Session, history: trail.Trail, entries: Collection[Entry]) -> Saved:
    before = read_items(session, {(entry.entity, entry.entity_id) for entry in entries})
    after, undoes = dict(before), dict[tuple[Which, str], int]()
    for entry in entries:
        which = entry.entity, entry.entity_id
        item = after.get(which)
        if item is None or not can_be_undone(entry):
            raise DeskError("这一条不是可以撤销的更正。", UNTOUCHED, "请刷新后再试。")
        _require(entry, still_counting(session, trail.of_field(session, item.thing, entry.field or "")))
        for one in (entry, *_along(session, entry, item)):
            name = one.field or ""
            value = remaining(session, one, recalled(one.entity, name, one.before))
            after[which] = item = item.having({name: value})
            undoes[which, name] = one.number
    return write(session, history, before, after, undoes)


def _require(entry: Entry, of_field: Sequence[Entry]) -> None:
    """Refuse what is undone already, or was written over since."""
    if entry.number in undone_by(of_field):
        raise DeskError("这一条更正已经撤销过了。", UNTOUCHED, "请刷新后再看。")
    later = in_the_way(entry, of_field)
    if later is not None:
        by = f"导入批次 {later.batch}" if later.batch is not None else f"{later.actor}（{later.reason}）"
        raise DeskError(
            f"“{field_words(entry)}”在 {moment_words(later.at)} 又被{by}改过，不能单独撤销这一条。",
            UNTOUCHED,
            "请先撤销后来的那一条。",
        )


def field_words(entry: Entry) -> str:
    """Return what a line's field is called."""
    name = entry.field or ""
    field = FIELDS.get((entry.entity, name, ""))
    return field.label if field else _NAMED.get(name, "作废" if name == VOID else name)


def _along(session: Session, entry: Entry, item: Item) -> list[Entry]:
    """Return the lines that the same act wrote along with one."""
    names = FOLLOWS.get((entry.entity, entry.field or ""), ())
    found = [one for name in names for one in trail.of_field(session, item.thing, name)]
    return [one for one in found if (one.at, one.actor, one.reason) == (entry.at, entry.actor, entry.reason)]
