"""Put facts right by hand: any field, with a reason, in one transaction with its trace; and judge again at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.json_text import json_text
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import trail
from tianyi_desk.services.correctable import Item, Which, fields_of, read_items, write_item
from tianyi_desk.services.correction_checks import wrong_with
from tianyi_desk.services.correction_parts import ALL_FIELDS
from tianyi_desk.services.correction_shapes import Field, Slot
from tianyi_desk.services.moving_reviews import move_reviews
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.rejudging import Told, judge_and_tell
from tianyi_desk.services.typed_values import MisreadError, said_wrong
from tianyi_desk.trouble import DeskError

UNTOUCHED = "没有改动任何数据。"
BOTH_TIMES = "period"
"""The field in which both of a plan's times are typed at once."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody typed into a slot; `seen` the digest of what stood there when they looked, None to write anyway."""

    slot: Slot
    text: str
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One change row that was written, before and after as the history keeps them."""

    number: int
    thing: trail.Thing
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What one act wrote, and the numbers of the plans that may be judged otherwise by it."""

    reason: str
    written: tuple[Written, ...]
    plans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What putting right did: the changes, the plans they touch, and what judging again found."""

    saved: Saved
    told: Told

    @property
    def written(self) -> tuple[Written, ...]:
        """Return the changes."""
        return self.saved.written

    @property
    def plans(self) -> tuple[str, ...]:
        """Return the numbers of the plans that were touched."""
        return self.saved.plans

    @property
    def words(self) -> str:
        """Say in one line what judging again found otherwise."""
        return self.told.words(self.plans)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the changes, to undo them by."""
        return tuple(one.number for one in self.written)


def correct(
    database: Database, book: RuleBook, actor: str, wishes: Sequence[Wish], reason: str, as_of: datetime
) -> Job[Corrected]:
    """Write what was typed into fields as `save` does, and judge what that touches as of a moment."""
    saved = yield from save(database, actor, wishes, reason)
    return (yield from judged(database, book, actor, saved, as_of))


def save(database: Database, actor: str, wishes: Sequence[Wish], reason: str) -> Job[Saved]:
    """Write what was typed into fields, all in one transaction; nothing is judged.

    Texts are read as an import reads its cells. What stands so already is not written. Raises DeskError where the
    reason is blank, a text is not understood, somebody wrote the same field since it was looked at, a thing is no
    more, or the environment is at fault: then nothing is written.
    """
    if not reason.strip():
        raise DeskError("没有填写原因。", UNTOUCHED, "请写明原因后再保存。")
    yield Progress("正在保存更正")
    with database.writing() as session:
        act = trail.Act(actor, clock.now(), reason.strip())
        before = read_items(session, {wish.slot.which for wish in wishes})
        return write(session, trail.Trail(session, act), before, wanted(before, wishes))


def judged(database: Database, book: RuleBook, actor: str, saved: Saved, as_of: datetime) -> Job[Corrected]:
    """Judge again what was written, and tell what that changed."""
    plans = saved.plans
    told = (yield from judge_and_tell(database, book, actor, plans, as_of)) if saved.written else Told()
    return Corrected(saved, told)


def field_of(slot: Slot) -> Field:
    """Return what may be typed into a slot."""
    return ALL_FIELDS[slot.kind]


def seen_in(item: Item, slot: Slot) -> str:
    """Return a digest of what stands in a slot's field, which a later writer is compared with; it tells no number."""
    both = slot.field == BOTH_TIMES
    text = json_text((item.value("start"), item.value("end"))) if both else item.seen(slot.field)
    return sha256(text.encode()).hexdigest()


def wanted(before: Mapping[Which, Item], wishes: Iterable[Wish]) -> dict[Which, Item]:
    """Return the things as they are wished; raises DeskError for the first wish that cannot be."""
    after = dict(before)
    for wish in wishes:
        item = after.get(wish.slot.which)
        if item is None:
            raise DeskError(f"这条{wish.slot.entity}已经不在了。", UNTOUCHED, "请刷新后再试。")
        if wish.seen is not None and wish.seen != seen_in(before[wish.slot.which], wish.slot):
            label = field_of(wish.slot).label
            raise DeskError(
                f"{masked(item.words)} 的“{label}”刚刚在别处被改过。", UNTOUCHED, "请看过新的内容，再改一次。"
            )
        after[wish.slot.which] = with_wish(item, wish)
    return after


def with_wish(item: Item, wish: Wish) -> Item:
    """Return a thing with what was typed into one slot; raises DeskError where that is not understood."""
    field = field_of(wish.slot)
    text = wish.text.strip()
    try:
        return item.having(field.read(text, item, wish.slot.part))
    except MisreadError as misread:
        found = said_wrong(field.label, masked(text), str(misread))
        raise DeskError(f"{found}。", UNTOUCHED, "请改好后再保存。") from None


def write(
    session: Session,
    history: trail.Trail,
    before: Mapping[Which, Item],
    after: Mapping[Which, Item],
    undoes: Mapping[tuple[Which, str], int] | None = None,
) -> Saved:
    """Write things as they shall be, and what was written; return the changes and the numbers of the plans touched.

    `undoes` are the changes that this one undoes, by thing and field.
    """
    changed = [(before[which], item) for which, item in after.items() if item != before[which]]
    _check(session, changed)
    written: list[Written] = []
    plans: dict[str, None] = {}
    for old, new in changed:
        write_item(session, old, new)
        for name in fields_of(old):
            if old.value(name) != new.value(name):
                undone = (undoes or {}).get((old.which, name))
                number = history.changed(old.thing, name, old.value(name), new.value(name), undoes=undone)
                written.append(Written(number, old.thing, name, old.seen(name), new.seen(name)))
        plans |= dict.fromkeys((*_touched_by(session, old), *_touched_by(session, new)))
    move_reviews(session, history, changed)
    history.append()
    return Saved(history.act.reason, tuple(written), tuple(plans))


def _check(session: Session, changed: Iterable[tuple[Item, Item]]) -> None:
    for _old, item in changed:
        wrong = wrong_with(session, item, keys_of(session, item.plans))
        if wrong:
            raise DeskError(f"{masked(item.words)}：{wrong}。", UNTOUCHED, "请改好后再保存。")


def _touched_by(session: Session, item: Item) -> tuple[str, ...]:
    """Return the plans that a thing may count for: its own; of a 钉钉 record of no plan those of the person's day."""
    if item.plans or not isinstance(item.fact, CheckIn):
        return item.plans
    day = datetime.combine(item.fact.at.date(), time())
    plan, member = t.plan.c, t.member.c
    numbers = session.scalars(
        select(plan.number)
        .join_from(t.member, t.plan)
        .where(member.name == item.fact.name, plan.start < day + timedelta(days=1), plan.end >= day)
    )
    return tuple(numbers)
