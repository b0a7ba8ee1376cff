"""Two entries of the roster that are one person: who may be doubled, what merging changes, and merging."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tianyi_desk import clock
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import masked_id_number, masked_phone
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import likeness, regrouping, rewriting, trail
from tianyi_desk.services.regrouping import MERGED, Followed, OnPlan, People, Regrouped, Shape
from tianyi_desk.services.roster_editing import FIELDS, NUMBERS, with_values
from tianyi_desk.services.who import Who
from tianyi_desk.trouble import DeskError

MOST_TWINS = 8
MASKS = {"phone": masked_phone, "id_number": masked_id_number}


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry that may be the same person as another: who, why, and how like from 0 to 100; numbers are masked."""

    key: int
    words: str
    reason: str
    likeness: int


@dataclass(frozen=True, slots=True)
class FieldPair:
    """A field as both entries have it, masked, and which is taken unless somebody says otherwise: 0 or 1."""

    name: str
    values: tuple[str, str]
    taken: int


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging would do: the fields, how many plans each is on, what is written, and what speaks against it."""

    fields: tuple[FieldPair, ...]
    plans: tuple[int, int]
    followed: Followed
    warnings: tuple[str, ...]


def twins(database: Database, key: int) -> Job[tuple[Twin, ...]]:
    """Return the entries that may be the same person as the one with a key, the likeliest first."""
    yield Progress("正在查找可能重复的人员")
    with database.reading() as session:
        people = regrouping.people_of(session)
    entry = people.get(key)
    found = [] if entry is None else list(_twins(people, key, entry))
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.key))[:MOST_TWINS])


def _twins(people: People, key: int, entry: RosterEntry) -> Iterator[Twin]:
    names = likeness.Names({other: one.name for other, one in people.items() if other != key})
    near = names.near(entry.name)
    for other, one in people.items():
        same = [words for name, words in NUMBERS.items() if getattr(entry, name) == getattr(one, name) != ""]
        like = near.get(other)
        if other == key or not (same or like):
            continue
        differ = [
            words for name, words in NUMBERS.items() if getattr(entry, name) and getattr(one, name)
        ]  # given on both sides
        differ = [words for words in differ if words not in same]
        reasons = [*(f"{words}相同" for words in same), *([like.reason] if like else ["姓名不同"])]
        reasons += [f"{words}不同" for words in differ]
        score = (like.likeness if like else 30) // 2 + 50 * bool(same) - 20 * len(differ)
        about = " ".join(filter(None, (regrouping.words_of(one), masked_phone(one.phone) or one.ccaa_number)))
        yield Twin(other, about, "，".join(reasons), max(0, min(100, score)))


def preview(
    database: Database, kept: int, gone: int, taken: Mapping[str, int] | None = None
) -> Job[MergePreview]:
    """Return what merging one entry into another would do; nothing is written. `taken` is as in `merge`.

    Raises DeskError where one of them is gone.
    """
    yield Progress("正在预览合并")
    with database.reading() as session:
        people = regrouping.people_of(session)
        regrouping.require(people, kept, gone)
        shape = _shape(people, kept, gone, taken or {})
        followed = regrouping.following(session, people, shape, lambda _one: kept, (kept, gone))
        there = regrouping.on_plans(session, Who(people), people, (kept, gone))
    plans = tuple(len({one.plan for one in there if one.person == key}) for key in (kept, gone))
    pairs = tuple(_pair(name, people[kept], people[gone]) for name in FIELDS)
    warnings = (*_together(there), *_differing(people[kept], people[gone]))
    return MergePreview(pairs, (plans[0], plans[1]), followed, warnings)


def _pair(name: str, one: RosterEntry, other: RosterEntry) -> FieldPair:
    values = getattr(one, name), getattr(other, name)
    mask = MASKS.get(name, str)
    return FieldPair(name, (mask(values[0]), mask(values[1])), int(not values[0] and bool(values[1])))


def _together(there: list[OnPlan]) -> Iterator[str]:
    persons: dict[str, set[int]] = {}
    for one in there:
        persons.setdefault(one.number, set()).add(one.person)
    both = [number for number, keys in persons.items() if len(keys) > 1]
    if both:
        yield f"两人同在 {len(both)} 条计划的审核组里（{both[0]} 等），很可能确是两个人"


def _differing(one: RosterEntry, other: RosterEntry) -> Iterator[str]:
    for name in ("id_number", "ccaa_number"):
        if getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name):
            yield f"两人的{NUMBERS[name]}不同"


def _shape(people: People, kept: int, gone: int, taken: Mapping[str, int]) -> Shape:
    """Return the roster with one entry gone and the other filled from it where blank, or where it is taken."""
    one, other = people[kept], people[gone]
    values = {
        name: getattr(other, name) for name in FIELDS if taken.get(name, 0 if getattr(one, name) else 1) == 1
    }
    entry = regrouping.require_sound(with_values(one, values), one)
    return Shape(changed={kept: entry}, gone=(gone,))


def merge(
    database: Database, actor: str, kept: int, gone: int, taken: Mapping[str, int], reason: str
) -> Job[Regrouped]:
    """Merge one entry into another: plans, check-ins and reviews follow; all or nothing.

    `taken` says of fields whose value stays: 0 the kept entry's, 1 the other's; fields it does not name keep what
    they have, and blank ones are filled. Raises DeskError where one is gone, the reason is blank, an outcome has
    faults, or the environment is at fault.
    """
    reason = regrouping.require_reason(reason)
    if kept == gone:
        raise DeskError("不能与自己合并。", "没有改动任何数据。", "请另选一人。")
    yield Progress("正在合并人员")
    with database.writing() as session:
        people = regrouping.people_of(session)
        regrouping.require(people, kept, gone)
        shape = _shape(people, kept, gone, taken)
        followed = regrouping.following(session, people, shape, lambda _one: kept, (kept, gone))
        history = trail.Trail(session, trail.Act(actor, clock.now(), f"{MERGED}：{reason}"))
        first = history.next_number
        merged = regrouping.words_of(people[gone])
        history.changed(regrouping.thing(kept, people[kept]), MERGED, None, f"并入 {merged}")
        rewriting.write(session, history, followed.rewritten)
        regrouping.write_people(session, history, people, shape)
        history.append()
    words = f"已把“{merged}”并入，更正 {followed.count(Entity.PLAN)} 条计划"
    return Regrouped(first, kept, followed, words)
