"""Tell what a file is by its first bytes, whatever its name says."""

import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tianyi_desk.importers.refusals import Refusal

HEAD_BYTES = 4096
PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})
_TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv", ""})

_ZIP, _ZIP_EMPTY, _OLE = b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("d0cf11e0a1b11ae1")
_ARCHIVES = {
    b"Rar!": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_BOM = b"\xef\xbb\xbf"


class Form(StrEnum):
    """The forms of file that can be read; the value is what people call them."""

    XLSX = "Excel 工作簿（.xlsx）"
    XLS = "旧版 Excel 工作簿（.xls）"
    CSV = "文本表格（.csv）"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is: a form that can be read, or why it cannot; `found` fills the refusal's sentence."""

    form: Form | None
    refusal: Refusal | None = None
    found: str = ""


def sniff(path: Path) -> Sniffed:
    """Return what the file is; a file that cannot be opened is refused, too."""
    try:
        if not path.exists():
            return _refused(Refusal.MISSING)
        if not path.is_file():
            return _refused(Refusal.NOT_A_FILE)
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        return _by_first_bytes(path, head)
    except OSError as error:
        return _refused(Refusal.UNREADABLE, error.strerror or type(error).__name__)


def is_picture(head: bytes) -> bool:
    """Tell whether the first bytes are a JPEG's, PNG's, WebP's or HEIC's."""
    return (
        head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1"})
    )


def _refused(refusal: Refusal, found: str = "") -> Sniffed:
    return Sniffed(None, refusal, found)


def _by_first_bytes(path: Path, head: bytes) -> Sniffed:  # noqa: PLR0911 - one return a form
    if not head:
        return _refused(Refusal.EMPTY)
    if head.startswith((_ZIP, _ZIP_EMPTY)):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    for sign, name in _ARCHIVES.items():
        if head.startswith(sign):
            return _refused(Refusal.OTHER_ARCHIVE, name)
    if head.startswith(b"%PDF"):
        return _refused(Refusal.PDF)
    if is_picture(head):
        return _refused(Refusal.PICTURE)
    return _text(path, head)


def _zipped(path: Path) -> Sniffed:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return _refused(Refusal.BROKEN_ZIP)
    if "xl/workbook.xml" in names:
        return Sniffed(Form.XLSX)
    for sign, refusal in (
        ("xl/workbook.bin", Refusal.XLSB),
        ("word/document.xml", Refusal.DOCX),
        ("ppt/presentation.xml", Refusal.PPTX),
        ("META-INF/manifest.xml", Refusal.ODS),
    ):
        if sign in names:
            return _refused(refusal)
    if "[Content_Types].xml" in names and path.suffix.lower() in {".xlsx", ".xlsm"}:
        return _refused(Refusal.BROKEN_XLSX, "缺少 workbook.xml")
    return _refused(Refusal.ZIP)


def _compound(path: Path) -> Sniffed:
    """Tell the old Office containers apart by the names of the streams inside."""
    content = path.read_bytes()
    if _stream(content, "EncryptedPackage") or _stream(content, "EncryptionInfo"):
        return _refused(Refusal.PASSWORD)
    if _stream(content, "Workbook") or _stream(content, "Book"):
        return Sniffed(Form.XLS)
    return _refused(Refusal.DOC)


def _stream(content: bytes, name: str) -> bool:
    """Tell whether a compound file's directory has a stream of that name (entries are 128 bytes, names UTF-16)."""
    sign = name.encode("utf-16-le") + b"\0\0"
    length = len(sign).to_bytes(2, "little")
    start = content.find(sign)
    while start >= 0:
        if start % 128 == 0 and content[start + 64 : start + 66] == length:
            return True
        start = content.find(sign, start + 2)
    return False


def _text(path: Path, head: bytes) -> Sniffed:  # noqa: PLR0911 - one return a form
    if head.startswith(_UTF16):
        start = head.decode("utf-16", "ignore").lstrip()[:2000].lower().encode()
        return _markup(start) if start.startswith(b"<") else Sniffed(Form.CSV)
    if b"\0" in head:
        return _refused(Refusal.UNKNOWN)
    start = head.removeprefix(_UTF8_BOM).lstrip()[:2000].lower()
    if not start:
        return _refused(Refusal.NO_CELLS) if len(head) < HEAD_BYTES else _refused(Refusal.UNKNOWN)
    if start.startswith(b"<"):
        return _markup(start)
    if start.startswith((b"{", b"[")) and path.suffix.lower() not in _TEXT_SUFFIXES:
        return _refused(Refusal.JSON)
    if start.startswith((b"{", b"[{")):
        return _refused(Refusal.JSON)
    return Sniffed(Form.CSV)


def _markup(start: bytes) -> Sniffed:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<html" not in start:
        return _refused(Refusal.XML_SPREADSHEET)
    if any(sign in start for sign in (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta")):
        return _refused(Refusal.WEB_PAGE)
    return _refused(Refusal.XML)
