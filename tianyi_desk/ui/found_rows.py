"""What was found as rows for the box at the top: plans, enterprises, people, addresses, the best group first."""

from collections.abc import Sequence
from itertools import chain

from tianyi_desk.services.search import Hit, Hits, Mark, Matched, PersonHit
from tianyi_desk.ui.found_list import Found

EACH, ALONE = 6, 30
"""So many are shown of each group, or of one that stands alone."""
GAP = "   "
GROUPS = ("计划", "企业", "人员", "地址")


def found_rows(hits: Hits) -> tuple[Found, ...]:
    """Return the rows of what was found, each group below its heading."""
    found: tuple[Sequence[Hit | PersonHit], ...] = (hits.plans, hits.enterprises, hits.people, hits.places)
    groups = [one for one in zip(GROUPS, found, hits.totals, strict=True) if one[1]]
    groups.sort(key=lambda one: min(hit.how for hit in one[1]))
    shown = ALONE if len(groups) == 1 else EACH
    return tuple(chain.from_iterable(_group(title, some[:shown], total) for title, some, total in groups))


def _group(title: str, hits: Sequence[Hit | PersonHit], total: int) -> list[Found]:
    unit = "家" if title == "企业" else "人" if title == "人员" else "条"
    more = f"{total:,} {unit}" + (
        "，只列最接近的，可再输入几个字" if total > len(hits) and title != "企业" else ""
    )
    return [Found(first=title, second=more), *map(_row, hits)]


def _row(hit: Hit | PersonHit) -> Found:
    return _person(hit) if isinstance(hit, PersonHit) else _plan(hit)


def _person(hit: PersonHit) -> Found:
    one = hit.person
    parts = [one.words, one.phone, "" if one.active else "已离职或停用"]
    second, marks = _joined(parts, 1, [(max(0, len(one.phone) - 4), 4)] if hit.by_phone else [])
    return Found("", one.key, one.name, hit.marks, second or "名册", marks)


def _plan(hit: Hit) -> Found:
    line = hit.line
    status = line.status.value if line.status is not None else "未判定"
    parts = [line.number, "、".join(line.starred), f"{line.start:%Y-%m-%d}—{line.end:%m-%d}", status]
    first_marks: Sequence[Mark] = ()
    place, marks = 0, list(hit.marks)
    if hit.matched in (Matched.ENTERPRISE, Matched.SEVERAL):
        first_marks, marks = hit.marks, []
    elif hit.matched is not Matched.NUMBER:
        parts.insert(0, f"{hit.matched.value} {hit.text}")
        lead = len(hit.matched.value) + 1
        marks = [(start + lead, length) for start, length in marks]
    second, second_marks = _joined(parts, place, marks)
    return Found(line.number, None, line.enterprise, tuple(first_marks), second, second_marks)


def _joined(parts: Sequence[str], place: int, marks: Sequence[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """Join parts, and move the marks of one of them to where it stands then."""
    before = sum(len(part) + len(GAP) for part in parts[:place] if part)
    moved = tuple((start + before, length) for start, length in marks)
    return GAP.join(filter(None, parts)), moved
