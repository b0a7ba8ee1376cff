"""Put files beside a draft of an explanation, kept by their SHA-256 beside the database, and take them away again."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import delete, insert

from tianyi_desk import clock
from tianyi_desk.facts.vocabulary import AttachmentKind, DraftStage
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail
from tianyi_desk.services.draft_views import Attachment, Draft
from tianyi_desk.services.draft_writing import NOT_WRITTEN, seen
from tianyi_desk.services.photo_store import PhotoStore, Stored
from tianyi_desk.trouble import DeskError

LARGEST = 20 * 1024 * 1024
"""Bytes of one file; our choice: proof is a screenshot or a scanned page, not a film."""
FIELDS = ("kind", "name", "sha256", "kept_as", "size", "actor", "at")


def attach(
    database: Database, actor: str, draft: int, kind: AttachmentKind, paths: Sequence[Path]
) -> Job[Draft]:
    """Keep files and list them beside a draft, in one transaction; a file that is there already is passed over.

    Raises DeskError where nothing is kept here, a file cannot be read, is empty or too large.
    """
    if database.kept_files is None:
        raise DeskError("这个数据库旁边不保存文件。", NOT_WRITTEN, "请在保存于本机文件的数据库中添加附件。")
    for path in paths:
        _check(path)
    store = PhotoStore(database.kept_files)
    with store.undone_on_failure():
        stored: list[tuple[str, Stored]] = []
        for path in paths:
            yield Progress("正在保存附件", len(stored), len(paths))
            stored.append((path.name, store.take(path)))
        with database.writing() as session:
            known = seen(session, draft, None)
            act = trail.Act(actor, clock.now(), f"添加{kind.value}")
            noted, key = trail.Trail(session, act), trail.next_key(session, t.attachment, trail.ATTACHMENT)
            there = {(one.kind, one.sha256) for one in known.attachments}
            for name, file in stored:
                if (kind, file.sha256) in there:
                    continue
                there.add((kind, file.sha256))
                row = Attachment(key, kind, name, file.sha256, file.kept_as, file.size, actor, act.at)
                values = {name: getattr(row, name) for name in FIELDS}
                session.execute(insert(t.attachment), {"id": key, "draft_id": draft, **values})
                noted.added(trail.Thing(trail.ATTACHMENT, key, f"{known.numbers[0]} {name}"), row)
                key += 1
            noted.append()
            session.commit()
            return seen(session, draft, None)


def _check(path: Path) -> None:
    try:
        size = path.stat().st_size if path.is_file() else -1
    except OSError:
        size = -1
    if size < 0:
        raise DeskError(f"读不到文件：{path}。", NOT_WRITTEN, "请确认是文件、没有被占用后再试。")
    if size == 0 or size > LARGEST:
        what = "是空的" if size == 0 else f"有 {size / 1024 / 1024:.0f} MB，超过 {LARGEST // 1024 // 1024} MB"
        raise DeskError(f"文件“{path.name}”{what}。", NOT_WRITTEN, "请换一个文件，或压缩后再添加。")


def detach(database: Database, actor: str, draft: int, attachment: int) -> Job[Draft]:
    """Take a file away from a draft; the kept copy stays, and so does its trace in the history.

    Raises DeskError where the text is filed: what was filed keeps its proof.
    """
    yield Progress("正在移除附件")
    with database.writing() as session:
        known = seen(session, draft, None)
        if known.stage is DraftStage.FILED:
            raise DeskError("已填报的说明不能移除附件。", NOT_WRITTEN, "可以另外添加附件。")
        row = next((one for one in known.attachments if one.key == attachment), None)
        if row is None:
            return known
        act = trail.Act(actor, clock.now(), f"移除{row.kind.value}")
        session.execute(delete(t.attachment).where(t.attachment.c.id == attachment))
        noted = trail.Trail(session, act)
        noted.removed(trail.Thing(trail.ATTACHMENT, attachment, f"{known.numbers[0]} {row.name}"), row)
        noted.append()
        return seen(session, draft, None)


def kept_path(database: Database, attachment: Attachment) -> Path | None:
    """Return where the kept copy of a file lies, None where there is none any more."""
    path = (database.kept_files or Path()) / attachment.kept_as
    return path if database.kept_files is not None and path.is_file() else None
