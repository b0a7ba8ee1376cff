"""The letters of the paper: embedded Noto Sans SC, its widths, and how lines break."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from tianyi_desk.resources import resource

REGULAR, BOLD = "TianyiSans", "TianyiSans-Bold"
_FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}
PER_BLOCK = 100
"""Entries that one block of a ToUnicode map may have (PDF reference, Adobe Technical Note 5014)."""

_ALIKE = str.maketrans({"\u2212": "–", "\u2011": "-", "✗": "×", "✘": "×", "•": "·", "\u02bc": "’"})
"""Letters that the font lacks, and those that look the same."""
_NO_START = "，。、；：！？）」』》】〉…—·％%℃”’,.;:!?)]}"
_NO_END = "（「『《【〈“‘([{"
_TOKEN = re.compile(r"[0-9A-Za-z\u00c0-\u024f_./:+\-@#*&'=~]+|\s+|.", re.DOTALL)
_TAB_OR_SPACE = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f]+")


class _Face(ttfonts.TTFont):  # type: ignore[misc]
    """A font whose text can be copied out right, letters beyond U+FFFF (𬭎) included.

    reportlab writes their numbers as they are; a ToUnicode map wants UTF-16BE, and at most 100 entries a block.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Add the font's objects to a document, with maps that hold for every letter."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for place, subset in enumerate(subsets):
            name = b"".join((ttfonts.SUBSETN(place), b"+", self.face.name, self.face.subfontNameX)).decode(
                "ascii"
            )
            doc.idToObject[f"toUnicodeCMap:{name}"].content = to_unicode_map(name, subset)


def to_unicode_map(name: str, letters: list[int]) -> str:
    """Return the ToUnicode map of a font subset: code by code the letter as UTF-16BE."""
    entries = [
        f"<{code:02X}> <{chr(letter).encode('utf-16-be').hex().upper()}>"
        for code, letter in enumerate(letters)
    ]
    blocks = [entries[first : first + PER_BLOCK] for first in range(0, len(entries), PER_BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(letters) - 1:02X}>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


def make_ready() -> None:
    """Load both faces, once in the life of the program."""
    known = pdfmetrics.getRegisteredFontNames()
    for name, file in _FILES.items():
        if name not in known:
            pdfmetrics.registerFont(_Face(name, str(resource("fonts", file)), shapable=False))


_users = 0


@contextmanager
def in_use() -> Iterator[None]:
    """Have both faces ready as long as the block lasts."""
    global _users  # noqa: PLW0603 - reportlab's register of fonts is the program's, too
    _users += 1
    try:
        make_ready()
        yield
    finally:
        _users -= 1


def put_away() -> None:
    """Forget the faces, some 40 MB that are read again in a tenth of a second, unless they are in use."""
    if not _users:
        for name in _FILES:
            font = pdfmetrics._fonts.pop(name, None)  # noqa: SLF001 - reportlab takes no font back
            if font is not None:
                pdfmetrics._dynFaceNames.pop(font.face.name, None)  # noqa: SLF001 - as above
                vars(font.face).clear()  # finished documents still hold it, in circles
        for known in (_widths, _width):
            known.cache_clear()


class _Widths(dict[str, float]):
    """How wide letters are, in letter sizes; only those that were asked for are kept."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._widths = pdfmetrics.getFont(face).face.charWidths

    def __missing__(self, letter: str) -> float:
        found: float = self._widths.get(ord(letter), 1000) / 1000
        self[letter] = found
        return found


@lru_cache(maxsize=4)
def _widths(face: str) -> _Widths:
    make_ready()
    return _Widths(face)


@lru_cache(maxsize=16_384)
def _width(text: str, face: str) -> float:
    widths = _widths(face)
    return sum([widths[letter] for letter in text])


def width_of(text: str, size: float, face: str = REGULAR) -> float:
    """Return how wide a printable text is in points."""
    return _width(text, face) * size


class Letters:
    """Makes texts fit for paper: what must be hidden is hidden, and every letter has a shape."""

    def __init__(self, hide: Callable[[str], str]) -> None:
        self._hide = hide
        self._known: dict[str, str] = {}
        self._wrapped: dict[tuple[str, float, float, str], tuple[str, ...]] = {}

    def printable(self, text: str) -> str:
        """Return a text as it can be printed; lines stay lines.

        Control characters and marks without a shape go, a letter that the font lacks is told by its number.
        """
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = "\n".join(
                "".join(_shaped(line)) for line in self._hide(text).splitlines() or [""]
            )
        return found

    def wrapped(self, text: str, room: float, size: float, face: str = REGULAR) -> tuple[str, ...]:
        """Return the lines of a text that are no wider than `room` points."""
        key = text, room, size, face
        found = self._wrapped.get(key)
        if found is None:
            lines = self.printable(text).split("\n")
            found = self._wrapped[key] = tuple(
                part for line in lines for part in _broken(line, room, size, face)
            )
        return found


def _shaped(line: str) -> Iterator[str]:
    make_ready()
    shapes = pdfmetrics.getFont(REGULAR).face.charToGlyph
    for letter in unicodedata.normalize("NFC", _TAB_OR_SPACE.sub(" ", line)).translate(_ALIKE):
        if ord(letter) in shapes:
            yield letter
        elif unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Mn", "Me"}:
            yield f"〔U+{ord(letter):04X}〕"


def _broken(line: str, room: float, size: float, face: str) -> list[str]:
    if width_of(line, size, face) <= room:
        return [line]
    lines, current, used = [], "", 0.0
    for token in _tokens(line):
        width = width_of(token, size, face)
        if used + width > room and current.strip():
            lines.append(current.rstrip())
            current, used = "", 0.0
            if token.isspace():
                continue
        if width <= room - used:
            current, used = current + token, used + width
            continue
        for letter in token:  # wider than a whole line: broken anywhere
            width = width_of(letter, size, face)
            if used + width > room and current:
                lines.append(current.rstrip())
                current, used = "", 0.0
            current, used = current + letter, used + width
    lines = [*lines, current.rstrip()] if current.strip() or not lines else lines
    return _not_alone(lines, room, size, face)


def _not_alone(lines: list[str], room: float, size: float, face: str) -> list[str]:
    """Give a last line of a single letter company from the line before: 公/司 becomes 公司 together."""
    if len(lines) < 2 or len(lines[-1].rstrip(_NO_START)) > 1:
        return lines
    tokens = _tokens(lines[-2])
    if len(tokens) < 3 or tokens[-1].isascii() or tokens[-2][-1] in _NO_END:
        return lines
    last = tokens[-1] + lines[-1]
    return [*lines[:-2], "".join(tokens[:-1]).rstrip(), last] if width_of(last, size, face) <= room else lines


def _tokens(line: str) -> list[str]:
    """Cut a line where it may break: not before closing marks, not after opening ones, not inside a word."""
    tokens: list[str] = []
    for token in _TOKEN.findall(line):
        if tokens and (token in _NO_START or tokens[-1][-1] in _NO_END) and not token.isspace():
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens
