"""Drafts of explanations as they are shown: text, stage, history of every version, files beside them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import AnomalyKind, AttachmentKind, DraftAct, DraftStage, Side
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress


@dataclass(frozen=True, slots=True)
class Version:
    """A draft as it stood after somebody did something with it; `word` is what they said about it."""

    act: DraftAct
    stage: DraftStage
    cause: str
    text: str
    word: str
    actor: str
    at: datetime

    @property
    def words(self) -> str:
        """Say who did what: 方予墨 复核通过：事实清楚."""
        return f"{self.actor} {self.act.value}" + (f"：{self.word}" if self.word else "")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a draft; `kept_as` is its copy's path below the folder of kept files, `size` bytes."""

    key: int
    kind: AttachmentKind
    name: str
    sha256: str
    kept_as: str
    size: int
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """One text for some plans of a visit and some kinds of anomaly.

    `version` is what a writer has to have seen; `versions` is the history, oldest first.
    """

    key: int
    side: Side
    numbers: tuple[str, ...]
    kinds: tuple[AnomalyKind, ...]
    cause: str
    text: str
    stage: DraftStage
    author: str
    written_at: datetime
    reviewer: str
    reviewed_at: datetime | None
    copied_at: datetime | None
    filed_on: date | None
    word: str
    version: int
    versions: tuple[Version, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def editable(self) -> bool:
        """Tell whether its text may be written on: it waits for nobody, and is not filed."""
        return self.stage in (DraftStage.WRITING, DraftStage.RETURNED)

    @property
    def proofs(self) -> tuple[Attachment, ...]:
        """Return what proves that it was filed."""
        return tuple(one for one in self.attachments if one.kind is AttachmentKind.PROOF)

    @property
    def unproven(self) -> bool:
        """Tell whether it was filed and nothing proves it."""
        return self.stage is DraftStage.FILED and self.side is Side.BODY and not self.proofs

    def covers(self, number: str, kind: AnomalyKind) -> bool:
        """Tell whether it is for a plan and a kind of anomaly."""
        return number in self.numbers and kind in self.kinds


_COLUMNS = tuple(
    t.draft.c[name]
    for name in (
        *("id", "side", "kinds", "cause", "text", "stage", "author", "written_at"),
        *("reviewer", "reviewed_at", "copied_at", "filed_on", "word", "version"),
    )
)
_VERSION = tuple(
    t.draft_version.c[name] for name in ("draft_id", "act", "stage", "cause", "text", "word", "actor", "at")
)
_FILE = tuple(
    t.attachment.c[name]
    for name in ("draft_id", "id", "kind", "name", "sha256", "kept_as", "size", "actor", "at")
)


def drafts_of(session: Session, keys: Collection[int]) -> tuple[Draft, ...]:
    """Return the drafts with these keys, the oldest first."""
    found: list[Draft] = []
    for part in several(sorted(keys)):
        numbers, versions, files = _numbers(session, part), _versions(session, part), _files(session, part)
        statement = select(*_COLUMNS).where(t.draft.c.id.in_(part)).order_by(t.draft.c.id)
        for key, side, kinds, *rest in session.execute(statement):
            plans, words = tuple(sorted(numbers[key])), tuple(map(AnomalyKind, kinds))
            beside = tuple(versions[key]), tuple(files[key])
            found.append(Draft(*(key, side, plans, words, *rest, *beside)))
    return tuple(found)


def drafts_of_plans(session: Session, numbers: Collection[str]) -> tuple[Draft, ...]:
    """Return every draft that is for any of these plans, given up ones left out, the oldest first."""
    plans = list(keys_of(session, numbers).values())
    of_plan, draft = t.draft_plan.c, t.draft.c
    keys: set[int] = set()
    for part in several(plans):
        keys.update(
            session.scalars(
                select(draft.id)
                .join_from(t.draft, t.draft_plan)
                .where(of_plan.plan_id.in_(part), draft.stage != DraftStage.DROPPED)
            )
        )
    return drafts_of(session, keys)


def read_draft(database: Database, key: int) -> Job[Draft | None]:
    """Read one draft; None where there is none."""
    yield Progress("正在读取说明")
    with database.reading() as session:
        found = drafts_of(session, [key])
    return found[0] if found else None


def _numbers(session: Session, keys: Sequence[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    statement = select(t.draft_plan.c.draft_id, t.plan.c.number).join_from(t.draft_plan, t.plan)
    for draft, number in session.execute(statement.where(t.draft_plan.c.draft_id.in_(keys))):
        found[draft].append(number)
    return found


def _versions(session: Session, keys: Sequence[int]) -> defaultdict[int, list[Version]]:
    found: defaultdict[int, list[Version]] = defaultdict(list)
    version = t.draft_version.c
    for draft, *rest in session.execute(
        select(*_VERSION).where(version.draft_id.in_(keys)).order_by(version.id)
    ):
        found[draft].append(Version(*rest))
    return found


def _files(session: Session, keys: Sequence[int]) -> defaultdict[int, list[Attachment]]:
    found: defaultdict[int, list[Attachment]] = defaultdict(list)
    file = t.attachment.c
    for draft, *rest in session.execute(select(*_FILE).where(file.draft_id.in_(keys)).order_by(file.id)):
        found[draft].append(Attachment(*rest))
    return found
