"""Damage workbooks and text tables in every way that disks, programs and people do; a seed names each mutant."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import xlwt

from tests.benchmarks import make_load

Mutation = Callable[[random.Random, bytes], bytes]

SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
NASTY = (
    *(
        "",
        " ",
        "无",
        "-1",
        "0",
        "1e400",
        "-1e400",
        "NaN",
        "inf",
        "99999999999999999999",
        "2958466",
        "-0.5",
        "1.5",
    ),
    *("2021-02-30", "0000-00-00 00:00", "2021-10-18 25:61", "9999-12-31", "至", "2021-10-18至", "A" * 40_000),
    *(
        "是否",
        "【组长】",
        "【】【】",
        "；；；",
        "=1+1",
        "&lt;b&gt;",
        "𠮷𬭎",
        "\u202e甲",
        "\ufeff",
        "１２３",
        "%s%d{}",
    ),
    *(
        "181",
        "-91",
        "1,5",
        "121.6;",
        "'; drop table plan; --",
        "../../etc/passwd",
        "\u0001",
        "2021年10月18日",
    ),
)
TYPES = ("n", "s", "b", "e", "str", "inlineStr", "d", "x")
PLACES = ("A0", "XFD1048576", "ZZZZ1", "A-1", "1A", "", "A1A1", "GR3", "A99999999999")
BOMB = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY c "&a;&a;&a;&a;"><!ENTITY d "&c;&c;&c;&c;">]>'


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged file: what was done to it, its name, its bytes."""

    seed: int
    done: str
    name: str
    content: bytes


@lru_cache(maxsize=1)
def sound() -> dict[str, bytes]:
    """Return files without a fault, by the form that they have."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "全部.xlsx")
        make_load.write_everything(path, 6)
        workbook = path.read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    old = xlwt.Workbook()
    for sheet in book.worksheets:
        made = old.add_sheet(sheet.title)
        for place, row in enumerate(sheet.iter_rows(values_only=True)):
            for column, value in enumerate(row):
                made.write(place, column, str(value) if value is not None else "")
    kept = io.BytesIO()
    old.save(kept)
    plans = book["审核计划"].iter_rows(values_only=True)
    text = "\n".join(",".join("" if cell is None else f'"{cell}"' for cell in row) for row in plans)
    book.close()
    return {"xlsx": workbook, "xls": kept.getvalue(), "csv": text.encode()}


def mutants(count: int, first: int = 0) -> Iterator[Mutant]:
    """Yield mutants: three workbooks to each old workbook and each text table."""
    forms = ("xlsx", "csv", "xlsx", "xls", "xlsx")
    for seed in range(first, first + count):
        form, chance = forms[seed % len(forms)], random.Random(seed)  # noqa: S311 - to be the same every time
        ways = WAYS[form]
        content, done = sound()[form], []
        for _ in range(chance.choice((1, 1, 2, 3))):
            way = chance.choice(ways)
            done.append(way.__name__)
            content = _tried(way, chance, content)
        yield Mutant(seed, "、".join(done), f"变异{seed}.{form}", content)


def _tried(way: Mutation, chance: random.Random, content: bytes) -> bytes:
    try:
        return way(chance, content)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError):
        return content  # damaged so much already that this cannot be done to it any more


def bytes_flipped(chance: random.Random, content: bytes) -> bytes:
    """Change single bytes anywhere."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut_short(chance: random.Random, content: bytes) -> bytes:
    """Leave the end away, as a broken download does."""
    return content[: chance.randrange(1, len(content))] if len(content) > 1 else content


def stretch_repeated(chance: random.Random, content: bytes) -> bytes:
    """Put a stretch of bytes in twice."""
    start = chance.randrange(len(content))
    end = min(start + chance.randint(1, 3000), len(content))
    return content[:end] + content[start:end] + content[end:]


def _rezipped(chance: random.Random, content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        if chance.random() < 0.05:
            new.writestr("../../evil.txt", "x")
    return target.getvalue()


def member_damaged(chance: random.Random, content: bytes) -> bytes:
    """Cut, empty, flip or drop one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        hit = chance.choice(archive.namelist())
    how = chance.choice(("cut", "empty", "flip", "drop"))

    def change(name: str, part: bytes) -> bytes | None:
        if name != hit:
            return part
        if how == "flip" and part:
            return bytes_flipped(chance, part)
        return {"cut": part[: len(part) // 2], "empty": b"", "flip": part, "drop": None}[how]

    return _rezipped(chance, content, change)


def _in_sheets(chance: random.Random, content: bytes, change: Callable[[str], str]) -> bytes:
    def one(name: str, part: bytes) -> bytes:
        return change(part.decode()).encode() if SHEET.fullmatch(name) else part

    return _rezipped(chance, content, one)


def _some(chance: random.Random, pattern: str, text: str, new: Callable[[re.Match[str]], str]) -> str:
    share = chance.choice((0.002, 0.02, 0.2))
    return re.sub(pattern, lambda found: new(found) if chance.random() < share else found[0], text)


def values_changed(chance: random.Random, content: bytes) -> bytes:
    """Put values into cells that nobody expects there."""
    return _in_sheets(
        chance,
        content,
        lambda text: _some(chance, r"(<(?:v|t)>)[^<]*", text, lambda found: found[1] + chance.choice(NASTY)),
    )


def types_swapped(chance: random.Random, content: bytes) -> bytes:
    """Give cells another type than their value has."""
    return _in_sheets(
        chance,
        content,
        lambda text: _some(chance, r' t="\w+"', text, lambda _found: f' t="{chance.choice(TYPES)}"'),
    )


def cells_moved(chance: random.Random, content: bytes) -> bytes:
    """Give cells the addresses of others, or of none."""
    return _in_sheets(
        chance,
        content,
        lambda text: _some(chance, r' r="[A-Z]+\d+"', text, lambda _found: f' r="{chance.choice(PLACES)}"'),
    )


def rows_shuffled(chance: random.Random, content: bytes) -> bytes:
    """Put a sheet's rows into another order, some of them twice or not at all."""

    def change(text: str) -> str:
        rows = re.findall(r"<row .*?</row>", text, re.DOTALL)
        if not rows:
            return text
        start, end = text.index(rows[0]), text.rindex(rows[-1]) + len(rows[-1])
        mixed = chance.choices(rows, k=len(rows)) if chance.random() < 0.5 else chance.sample(rows, len(rows))
        return text[:start] + "".join(mixed) + text[end:]

    return _in_sheets(chance, content, change)


def entities_declared(chance: random.Random, content: bytes) -> bytes:
    """Declare entities that unfold, and use one."""

    def change(text: str) -> str:
        start = text.find("<worksheet")
        return text[:start] + BOMB.decode() + text[start:].replace("<t>", "<t>&d;", 1)

    return _in_sheets(chance, content, change)


def text_changed(chance: random.Random, content: bytes) -> bytes:
    """Put quotes, separators, breaks or nasty values anywhere into a text table."""
    text = content.decode()
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(text) + 1)
        text = (
            text[:place] + chance.choice((*NASTY, '"', '""', ",", "\n", "\r", "\t", ";", "\0")) + text[place:]
        )
    return text.encode()


def lines_shuffled(chance: random.Random, content: bytes) -> bytes:
    """Put the lines of a text table into another order."""
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def coded_otherwise(chance: random.Random, content: bytes) -> bytes:
    """Write half of a text table in another encoding."""
    text = content.decode()
    half = chance.randrange(len(text) + 1)
    return text[:half].encode() + text[half:].encode(chance.choice(("gb18030", "utf-16", "utf-8-sig")))


_RAW: tuple[Mutation, ...] = (bytes_flipped, cut_short, stretch_repeated)
WAYS: dict[str, tuple[Mutation, ...]] = {
    "xlsx": (
        *(*_RAW, member_damaged, values_changed, values_changed, types_swapped, cells_moved, rows_shuffled),
        *(entities_declared,),
    ),
    "xls": _RAW,
    "csv": (*_RAW, text_changed, text_changed, lines_shuffled, coded_otherwise),
}
