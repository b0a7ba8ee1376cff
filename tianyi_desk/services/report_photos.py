"""The photos of one plan's report: the paper's copies of their files, and the list of all of them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.content import Column, Kind, Note, Picture, Pictures, Piece, Table
from tianyi_desk.services.photo_store import PhotoStore
from tianyi_desk.services.plan_records import PhotoRow

Place = tuple[str, PhotoCategory, str]
"""The number of the plan, the category and the file name: what tells photos apart."""
NO_FILE = "没有收到文件"
NOT_KEPT = "数据库旁没有照片文件夹"
CHANGED = "保存的文件已被改动，与登记的 SHA-256 不符"
BETWEEN = "、"


@dataclass(frozen=True, slots=True)
class Copy:
    """The paper's copy of a photo's file: its SHA-256, and a JPEG of so many pixels or the word why there is none."""

    sha256: str
    jpeg: bytes
    size: tuple[int, int]
    full: tuple[int, int]
    fault: str


def copies_of(database: Database, folder: Path | None, rows: Sequence[PhotoRow]) -> Job[dict[Place, Copy]]:
    """Make the paper's copies of the photos that have files; `folder` is where kept files lie, None for nowhere."""
    with database.reading() as session:
        file, photo = t.photo_file.c, t.photo.c
        found = session.execute(
            select(t.plan.c.number, photo.category, photo.file_name, file.sha256, file.kept_as)
            .join_from(t.photo_file, t.photo)
            .join(t.plan)
            .where(t.plan.c.number.in_({row.photo.plan for row in rows}))
        ).all()
    files = {(number, category, name): (sha256, kept_as) for number, category, name, sha256, kept_as in found}
    copies: dict[Place, Copy] = {}
    for many, row in enumerate(rows):
        if (place := place_of(row)) in files:
            yield Progress("正在准备照片", many, len(rows))
            copies[place] = _copy(folder, *files[place])
    return copies


def place_of(row: PhotoRow) -> Place:
    """Return what tells a photo apart."""
    return row.photo.plan, row.photo.category, row.photo.file_name


def _copy(folder: Path | None, sha256: str, kept_as: str) -> Copy:
    from tianyi_desk.photos.decode import PictureError  # noqa: PLC0415 - Pillow, and only photos need it
    from tianyi_desk.photos.printing import printed  # noqa: PLC0415

    nothing = (0, 0)
    if folder is None:
        return Copy(sha256, b"", nothing, nothing, NOT_KEPT)
    original = PhotoStore(folder).original(kept_as)
    try:
        if original.is_file() and _digest(original) != sha256:
            return Copy(sha256, b"", nothing, nothing, CHANGED)
        made = printed(original)
    except PictureError as error:
        return Copy(sha256, b"", nothing, nothing, error.fault.value)
    except OSError as error:
        return Copy(sha256, b"", nothing, nothing, f"文件读不出（{error.strerror or error}）")
    return Copy(sha256, made.jpeg, (made.width, made.height), made.full, "")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def photos_of(rows: Sequence[PhotoRow], copies: Mapping[Place, Copy]) -> Iterator[Piece]:
    """Yield the list of photos, whether they count, and the photos themselves where their files came."""
    marks = {place: f"图 {number}" for number, place in enumerate(copies, 1)}
    columns = (
        Column("图", Kind.TEXT, 5),
        Column("类别", Kind.TEXT, 9),
        Column("文件名", Kind.TEXT, 25),
        Column("上传人", Kind.TEXT, 9),
        Column("上传时间", Kind.TEXT, 21),
        Column("时限", Kind.TEXT, 10),
        Column("计入", Kind.TEXT, 12),
        Column("复核", Kind.TEXT, 20),
    )
    listed = tuple((marks.get(place_of(row), ""), *_listed(row)) for row in rows)
    yield Table("", columns, listed, empty="没有上传照片。")
    if rows and len(copies) < len(rows):
        yield Note(
            f"{len(rows)} 张照片中有 {len(rows) - len(copies)} 张{NO_FILE}，只列清单；"
            "是否上传以清单为准，照片中的人未经看图复核不作判定。"
        )
    for category in PhotoCategory:
        shown = [row for row in rows if row.photo.category is category and place_of(row) in copies]
        if shown:
            pictures = tuple(_picture(row, marks[place_of(row)], copies[place_of(row)]) for row in shown)
            yield Pictures(f"{category.value}　{len(shown)} 张", pictures)


def _listed(row: PhotoRow) -> tuple[str, ...]:
    photo = row.photo
    return (
        photo.category.value,
        photo.file_name + ("" if row.own else f"\n计划 {photo.plan}"),
        photo.uploader or "不明",
        moment_words(photo.uploaded_at) if photo.uploaded_at else "不明",
        row.timing.words if row.timing else "",
        "计入" if row.counted else f"不计入：{row.why_not}",
        _reviewed(row),
    )


def _reviewed(row: PhotoRow) -> str:
    review = row.review
    if review is None:
        return "未复核"
    people = BETWEEN.join(review.people) or "没有认出审核组成员"
    return f"{people}{'，受审核方' if review.enterprise_seen else ''}（{review.seen_by.value}）{review.conclusion}"


def _picture(row: PhotoRow, mark: str, copy: Copy) -> Picture:
    photo = row.photo
    uploaded = moment_words(photo.uploaded_at) if photo.uploaded_at else "上传时间不明"
    about = [
        photo.uploader or "上传人不明",
        uploaded,
        *filter(None, (photo.shot_with, row.timing.words if row.timing else "")),
        "计入" if row.counted else "不计入",
    ]
    size = f"　原图 {copy.full[0]} × {copy.full[1]} 像素" if copy.jpeg else ""
    name = photo.file_name + ("" if row.own else f"　计划 {photo.plan}")
    return Picture(
        f"{mark}　{photo.category.value}{size}",
        (name, "，".join(about), f"复核：{_reviewed(row)}"),
        copy.sha256,
        copy.jpeg,
        copy.size,
        copy.fault,
    )
