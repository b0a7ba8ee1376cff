"""What a person sees before an import is accepted: what files were taken for, and the four piles row by row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.source import Source
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services.conflict_lines import ConflictLine, conflict_lines
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.exchange import base_name
from tianyi_desk.services.mapping_lines import SheetName, needs_mapping
from tianyi_desk.services.photo_files import waiting, with_archives
from tianyi_desk.services.pile_listing import field_name, value_words
from tianyi_desk.services.piles import Alteration, Piles
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.trail import key_words


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """What a file or a sheet was taken for, and why; `kind` None means that it is not imported.

    `name` is the sheet as reading names it; `profile` the fingerprint of the saved one it was read by, "" without.
    """

    file: str
    sheet: str
    kind: Entity | None
    reason: str
    rows: int
    rejected: int
    name: SheetName
    profile: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact of the piles 新增 and 不变; `place` is its draft's position in the intake."""

    place: int
    kind: Entity
    name: str
    about: str
    source: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field that the file says otherwise; `first` marks the first line of its fact."""

    place: int
    kind: Entity
    name: str
    field: str
    before: str
    after: str
    source: str
    first: bool


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """Why a row, a sheet or a file is not imported."""

    place: int
    file: str
    sheet: str
    row: int | None
    column: str
    found: str
    expected: str
    reason: str
    code: str


@dataclass(frozen=True, slots=True)
class Preview:
    """An import before it is accepted; `piles` is what accepting would write."""

    paths: tuple[Path, ...]
    piles: Piles
    recognised: tuple[RecognisedLine, ...]
    added: tuple[FactLine, ...]
    changed: tuple[ChangeLine, ...]
    unchanged: tuple[FactLine, ...]
    refused: tuple[RefusedLine, ...]
    notes: tuple[str, ...]
    conflicts: tuple[ConflictLine, ...] = ()
    pictures: int = 0
    """How many photos listed earlier would get their file."""
    to_map: tuple[SheetName, ...] = ()
    """The sheets of which a person has to say which column is which before they can be read."""
    added_places: frozenset[int] = frozenset()
    changed_places: frozenset[int] = frozenset()
    """The positions of the drafts of 新增, and of those of 变更 that accepting would write."""

    @property
    def places(self) -> frozenset[int]:
        """Return the positions of every draft that accepting would write."""
        return self.added_places | self.changed_places


def preview(desk: Desk, paths: Sequence[Path]) -> Job[Preview]:
    """Read files and folders and compare them with the desk; nothing is saved."""
    intake = yield from desk.read(paths)
    yield Progress("正在与已有数据比对")
    piles = desk.examine(intake, by_likeness=True)
    yield Progress("正在列出比对结果")
    with with_archives(paths if desk.database.kept_files is not None else (), whole=False) as places:
        pictures = len(waiting(desk.database, piles.only(()), places))
    refused = _refused(piles)
    notes = (*intake.notes, *(_repair(row.file, row.row, row.message) for row in intake.repairs))
    return Preview(
        paths=tuple(paths),
        piles=piles,
        recognised=tuple(_recognised(piles, refused)),
        added=tuple(
            _line(each.place, each.entity, each.fact, piles.matched.get(each.place, ""))
            for each in piles.added
        ),
        changed=tuple(line for each in piles.changed for line in _changes(each)),
        unchanged=tuple(_unchanged(piles, place) for place in piles.unchanged),
        refused=refused,
        notes=tuple(map(masked, notes)),
        conflicts=tuple(conflict_lines(piles)),
        pictures=pictures,
        to_map=needs_mapping(intake),
        added_places=frozenset(each.place for each in piles.added),
        changed_places=frozenset(each.place for each in piles.changed if each.changes),
    )


def _recognised(piles: Piles, refused: Sequence[RefusedLine]) -> Iterator[RecognisedLine]:
    bad: dict[tuple[str, str], int] = {}
    whole = {(line.file, line.sheet) for line in refused if line.row is None}
    for line in refused:
        if line.row is not None:
            bad[line.file, line.sheet] = bad.get((line.file, line.sheet), 0) + 1
    for one in piles.intake.recognised:
        file = base_name(one.file)
        place = (file, one.sheet)
        kind = None if place in whole else one.entity  # it looks like one, but lacks what must be there
        rows = 0 if kind is None else one.rows
        name = SheetName(one.file, one.sheet)
        yield RecognisedLine(*place, kind, one.reason, rows, bad.get(place, 0), name, one.profile)


def _refused(piles: Piles) -> tuple[RefusedLine, ...]:
    return tuple(
        RefusedLine(
            place,
            base_name(one.file),
            one.sheet,
            one.row,
            one.column or "",
            masked(one.found),
            one.expected,
            masked(one.message),
            one.code or "",
        )
        for place, one in enumerate(piles.rejected)
    )


def _repair(file: str, row: int, message: str) -> str:
    return f"{base_name(file)} 第{row}行：{message}"


def _line(place: int, kind: Entity, fact: Fact, match: str = "") -> FactLine:
    about = "　".join(filter(None, (match, _about(fact))))
    return FactLine(place, kind, masked(key_words(fact)), masked(about), _source(fact.source))


def _unchanged(piles: Piles, place: int) -> FactLine:
    draft = piles.intake.drafts[place]
    return _line(place, draft.entity, draft.fact)


def _changes(each: Alteration) -> Iterator[ChangeLine]:
    for number, change in enumerate(each.changes):
        yield ChangeLine(
            each.place,
            each.entity,
            masked(key_words(each.fact)),
            field_name(each.entity, change.name),
            value_words(change.before),
            value_words(change.after),
            _source(each.fact.source),
            first=number == 0,
        )


def _source(source: Source | None) -> str:
    if source is None:
        return ""
    row = f"第 {source.row} 行" if source.row else ""
    return " ".join(part for part in (base_name(source.sheet.file), source.sheet.sheet, row) if part)


def _about(fact: Fact) -> str:
    return next(words(fact) for kind, words in _ABOUT if isinstance(fact, kind))


def _plan(plan: Plan) -> str:
    return f"{plan.enterprise}  {'、'.join(plan.projects)}  {moment_words(plan.start)} 至 {moment_words(plan.end)}"


_ABOUT: tuple[tuple[type, Callable[..., str]], ...] = (
    (Plan, _plan),
    (RosterEntry, lambda one: "  ".join(filter(None, (one.department, one.qualification, one.state)))),
    (CheckIn, lambda one: one.place),
    (
        Photo,
        lambda one: "  ".join(
            filter(None, (one.uploader, one.uploaded_at and moment_words(one.uploaded_at)))
        ),
    ),
    (PhotoReview, lambda one: "  ".join(filter(None, ("、".join(one.people), one.conclusion)))),
    (Explanation, lambda one: one.text),
)
