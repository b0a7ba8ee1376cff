"""Bring files in: show the four piles first, then save what a person accepts as one batch, or nothing."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.intake import Complaint, Intake
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import Photo, PhotoReview
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import photo_files, trail
from tianyi_desk.services.comparing import compare
from tianyi_desk.services.conflicts import KEPT, note_refused
from tianyi_desk.services.kept_files import handed_in, keeping
from tianyi_desk.services.known import plan_number
from tianyi_desk.services.photo_store import PhotoStore, Stored
from tianyi_desk.services.piles import Addition, Alteration, Piles, complaint
from tianyi_desk.services.saving import Origins, origins_of, save_batch
from tianyi_desk.trouble import DeskError

REASON = "导入"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting wrote: the batch's key (None: there was nothing to write) and how much.

    `left_out` are chosen rows that could not be written without others that were not chosen. `pictures` is how
    many photos got their file, `kept` how many corrections were kept against what the files say.
    """

    batch: int | None
    added: int
    changed: int
    left_out: tuple[Complaint, ...] = ()
    pictures: int = 0
    kept: int = 0


def examine(database: Database, intake: Intake, *, by_likeness: bool = False) -> Piles:
    """Return the four piles that an intake falls into; nothing is saved.

    `by_likeness` matches check-ins that name an enterprise written otherwise, for a person to look at.
    """
    with database.reading() as session, collector_paused():
        return compare(session, intake, by_likeness=by_likeness)


def accept(
    database: Database,
    actor: str,
    piles: Piles,
    files: Iterable[Path] = (),
    only: Collection[int] | None = None,
    adopted: Collection[tuple[int, str]] = (),
) -> Job[Accepted]:
    """Save the piles as one batch in one transaction, or only the drafts at some positions of the intake.

    In the conflicts that are `adopted` (position, field) the file's word replaces a person's; in the others the
    correction stays, and that is remembered. `files` are the files and folders that were handed in; a kept
    database keeps copies of them. Closing the job early leaves nothing behind. Raises DeskError where the
    database or a file was changed since the piles were made, or the environment is at fault.
    """
    left_out: tuple[Complaint, ...] = ()
    piles = piles.adopting(adopted)
    refused = piles.conflicts
    if only is not None:
        piles = _narrowed(piles, frozenset(only))
        piles, left_out = _chosen(piles, {*only, *(place for place, _name in adopted)})
    files = tuple(files)
    whole = database.kept_files is not None
    with photo_files.with_archives(files if whole else (), whole=True) as places:
        pictures = photo_files.waiting(database, piles, places)
        if piles.empty and not pictures:
            kept = _keep_corrections(database, actor, refused)
            return Accepted(None, 0, 0, left_out, kept=kept)
        yield Progress("正在登记导入的文件")
        origins = origins_of(piles, handed_in(files, piles.intake.files))
        store = PhotoStore(database.kept_files or Path())
        with store.undone_on_failure():
            stored = yield from photo_files.keep(store, pictures)
            return (yield from _write(database, actor, piles, origins, stored, left_out, refused))


def _write(
    database: Database,
    actor: str,
    piles: Piles,
    origins: Origins,
    stored: Mapping[photo_files.Place, Stored],
    left_out: tuple[Complaint, ...],
    refused: Collection[Alteration],
) -> Job[Accepted]:
    """Write the batch, in one transaction."""
    keep = database.kept_files
    with collector_paused(), database.writing() as session:
        if trail.facts_stamp(session) != piles.stamp:
            raise DeskError(
                "预览之后，数据库里的数据又有了变化。",
                "本批没有导入，原有数据完好。",
                "请重新预览，再确认导入。",
            )
        act = trail.Act(actor, clock.now(), REASON, trail.next_key(session, t.batch))
        with keeping(origins.values(), keep) if keep else nullcontext():
            yield from save_batch(session, piles, act, origins, kept=keep is not None)
            pictures = photo_files.attach(session, act, stored)
            kept = _note_kept(session, actor, refused)
            session.commit()
    changed = sum(bool(each.changes) for each in piles.changed)
    return Accepted(act.batch, len(piles.added), changed, left_out, pictures, kept)


def _keep_corrections(database: Database, actor: str, refused: Collection[Alteration]) -> int:
    """Remember which values of files were refused, where nothing else is to be written."""
    if not refused:
        return 0
    with database.writing() as session:
        return _note_kept(session, actor, refused)


def _note_kept(session: Session, actor: str, refused: Collection[Alteration]) -> int:
    history = trail.Trail(session, trail.Act(actor, clock.now(), KEPT))
    kept = note_refused(history, refused)
    history.append()
    return kept


def _narrowed(piles: Piles, only: frozenset[int]) -> Piles:
    """Leave of rows that were not chosen what was adopted from them."""
    changed = (
        each if each.place in only or not each.adopted else each.only_adopted() for each in piles.changed
    )
    return replace(piles, changed=tuple(changed))


def _chosen(piles: Piles, only: Collection[int]) -> tuple[Piles, tuple[Complaint, ...]]:
    """Return the chosen part of the piles, and what cannot stand without something that was not chosen."""
    chosen = frozenset(only)
    dropped = [each.fact for each in piles.added if each.place not in chosen]
    plans = {fact.number for fact in dropped if isinstance(fact, Plan)}
    photos = {(fact.plan, fact.file_name) for fact in dropped if isinstance(fact, Photo)}
    piles = piles.only(chosen)
    left_out = [each for each in piles.added if _misses(each, plans, photos)]
    without = piles.only(chosen - {each.place for each in left_out})
    return without, tuple(_left_out(piles, each) for each in left_out)


def _misses(each: Addition, plans: set[str], photos: set[tuple[str, str]]) -> bool:
    fact = each.fact
    if isinstance(fact, PhotoReview) and (fact.plan, fact.file_name) in photos:
        return True
    return not isinstance(fact, Plan) and plan_number(fact) in plans


def _left_out(piles: Piles, each: Addition) -> Complaint:
    number = plan_number(each.fact)
    message = f"计划 {number} 或所核查的照片没有选中导入，这一行不能单独导入，请一并选中"
    return complaint(piles.intake.drafts[each.place], message, "计划编号", found=number)
