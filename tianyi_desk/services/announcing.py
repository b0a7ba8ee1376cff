"""Put in a notice of the department's own, correct it, withdraw it; its files are kept, nothing is ever deleted."""

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail
from tianyi_desk.services.notices import OWN, NoticeFile
from tianyi_desk.services.photo_store import PhotoStore, Stored
from tianyi_desk.trouble import DeskError

SAFE = "没有改动任何通知。"


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """What people write of a notice; `policy` is the first day of the policy that it changes, None for none."""

    title: str
    text: str
    published: date
    number: str = ""
    issuer: str = ""
    effective: date | None = None
    policy: date | None = None


def write_notice(
    database: Database,
    actor: str,
    draft: NoticeDraft,
    files: Sequence[Path] = (),
    known: tuple[int, int] | None = None,
) -> Job[str]:
    """Write a notice anew, or correct the one with this (key, version); return its code. Its files are added.

    Whoever wrote it has read it; after a correction everybody else has it unread again. Raises DeskError where
    title or text is blank, somebody else corrected it meanwhile, or a file cannot be kept.
    """
    if not draft.title.strip() or not draft.text.strip():
        raise DeskError("通知的标题或正文是空的。", SAFE, "请填写后再保存。")
    if files and database.kept_files is None:
        raise DeskError("这个数据库旁边不保存文件。", SAFE, "请在保存于本机文件的数据库中添加附件。")
    store = PhotoStore(database.kept_files or Path())
    with store.undone_on_failure():
        stored: list[tuple[str, Stored]] = []
        for path in files:
            yield Progress("正在保存附件", len(stored), len(files))
            stored.append((path.name, store.take(path)))
        with database.writing() as session:
            key = _write(session, actor, draft, known)
            _add_files(session, key, stored)
            session.execute(t.notice_read.delete().where(t.notice_read.c.notice == f"{OWN}{key}"))
            values = {"notice": f"{OWN}{key}", "actor": actor, "at": clock.now()}
            session.execute(insert(t.notice_read), values)
            session.commit()
    return f"{OWN}{key}"


def _write(session: Session, actor: str, draft: NoticeDraft, known: tuple[int, int] | None) -> int:
    noted = trail.Trail(session, trail.Act(actor, clock.now(), "新通知" if known is None else "修改通知"))
    values = asdict(draft)
    if known is None:
        key = trail.next_key(session, t.notice, trail.NOTICE)
        more = {"id": key, "version": 1, "actor": actor, "at": noted.act.at, "withdrawn_at": None}
        session.execute(insert(t.notice), {**values, **more})
        noted.added(trail.Thing(trail.NOTICE, key, draft.title), values)
    else:
        key = known[0]
        before = _current(session, known)
        session.execute(update(t.notice).where(t.notice.c.id == key).values(**values, version=known[1] + 1))
        for name, value in values.items():
            if getattr(before, name) != value:
                noted.changed(trail.Thing(trail.NOTICE, key, draft.title), name, getattr(before, name), value)
    noted.append()
    return key


def _current(session: Session, known: tuple[int, int]) -> Any:
    row = session.execute(select(t.notice).where(t.notice.c.id == known[0])).one()
    if row.version != known[1]:
        raise DeskError("这份通知刚被别人改过。", SAFE, "请看过新的内容后再改。")
    return row


def _add_files(session: Session, key: int, stored: Sequence[tuple[str, Stored]]) -> None:
    file = t.notice_file.c
    there = set(session.scalars(select(file.sha256).where(file.notice_id == key)))
    for name, one in stored:
        if one.sha256 in there:
            continue
        there.add(one.sha256)
        values = {"id": trail.next_key(session, t.notice_file), "notice_id": key, "name": name}
        session.execute(insert(t.notice_file), {**values, **asdict(one)})


def copy_file(database: Database, one: NoticeFile, target: Path) -> Job[Path]:
    """Write a copy of a notice's file somewhere; raises DeskError where it is gone or the place cannot be written."""
    yield Progress("正在另存附件")
    try:
        shutil.copyfile(PhotoStore(database.kept_files or Path()).original(one.kept_as), target)
    except OSError as error:
        raise DeskError(
            f"附件“{one.name}”没有存成。", "原有数据完好。", "请检查磁盘空间和文件夹权限后再试。"
        ) from error
    return target


def withdraw_notice(
    database: Database, actor: str, known: tuple[int, int], reason: str, *, again: bool = False
) -> Job[None]:
    """Say that a notice is no longer in force, or (`again`) that it is after all; raises DeskError without a reason."""
    yield Progress("正在保存通知")
    if not reason.strip():
        raise DeskError("没有填写理由。", SAFE, "请写明理由后再保存。")
    with database.writing() as session:
        before = _current(session, known)
        noted = trail.Trail(session, trail.Act(actor, clock.now(), reason.strip()))
        at = None if again else noted.act.at
        values = {"withdrawn_at": at, "version": known[1] + 1}
        session.execute(update(t.notice).where(t.notice.c.id == known[0]).values(**values))
        thing = trail.Thing(trail.NOTICE, known[0], before.title)
        noted.changed(thing, "withdrawn_at", before.withdrawn_at, at)
        noted.append()
