"""Split 审核地址, add the addresses that stand in 备注, and pair them with their coordinates."""

import re
from collections.abc import Sequence
from functools import lru_cache

from tianyi_desk.facts.place import Address, Position
from tianyi_desk.importers.cells import is_blank
from tianyi_desk.importers.folding import compact

_BETWEEN = re.compile(r"\s*;\s*\n\s*|[;\n]")
_SEVERAL = re.compile(r"[;；\n\r]")
_NUMBERED = re.compile(r"^(?:[(（]\s*\d{1,2}\s*[)）]|\d{1,2}\s*[)）、．]|\d{1,2}\s*\.(?!\d)|[①-⑳])\s*")
_LABELLED = re.compile(
    r"(?:其他|其它|另有|分场所|多场所|补充|第二)(?:的)?(?:现场)?(?:审核)?(?:地址|地点|场所地址|场所)(?:\s*[一二三四五六\d])?"
    r"\s*[:：]\s*"
)
_NEXT_LABEL = re.compile(r"[\u4e00-\u9fff]{2,10}\s*[:：]")
_LIKE_A_PLACE = re.compile(r"省|市|区|县|旗|镇|乡|街道|路|街|巷|村|园|号|栋|幢|厂|大厦|广场")


def split_addresses(text: str) -> tuple[str, ...]:
    """Return the addresses of a cell in order, "" for an empty place between two; none after the last."""
    if not _SEVERAL.search(text):
        return () if is_blank(text) else (_unnumbered(text),)
    parts = _BETWEEN.split(text.replace("；", ";").replace("\r\n", "\n").replace("\r", "\n"))
    places = [_unnumbered(part) for part in parts]
    while places and not places[-1]:
        places.pop()
    return tuple(places)


@lru_cache(maxsize=8192)
def addresses_in_remarks(remarks: str) -> tuple[str, ...]:
    """Return the addresses that 备注 adds (其他审核地址: …), in order.

    A label's text ends at the next label or full stop; further lines belong to it while they look like a place.
    """
    found: list[str] = []
    for match in _LABELLED.finditer(remarks):
        rest = remarks[match.end() :].replace("。", "\n\0")
        lines = rest.split("\n")
        taken = [_up_to_label(lines[0])]
        for line in lines[1:]:
            if "\0" in line or _NEXT_LABEL.search(line) or not _LIKE_A_PLACE.search(line):
                break
            taken.append(line)
        found.extend(place for place in split_addresses("\n".join(taken)) if place)
    return tuple(found)


def paired(places: Sequence[str], positions: Sequence[Position | None]) -> tuple[Address, ...]:
    """Pair addresses with positions in order; empty places and repeated addresses are dropped.

    Two addresses are the same where their text is, without spaces and width, and their positions do not differ.
    """
    if len(places) == 1:
        return (Address(places[0], positions[0] if positions else None),) if places[0] else ()
    kept: list[Address] = []
    seen: dict[str, int] = {}
    for index, text in enumerate(places):
        if not text:
            continue
        point = positions[index] if index < len(positions) else None
        key = compact(text)
        earlier = seen.get(key)
        if earlier is None or (point is not None and kept[earlier].position not in (None, point)):
            seen[key] = len(kept)
            kept.append(Address(text, point))
        elif kept[earlier].position is None:
            kept[earlier] = Address(kept[earlier].text, point)
    return tuple(kept)


def _unnumbered(text: str) -> str:
    """Take the list number off an address: `1、`, `(2)`, `③`."""
    text = text.strip()
    if is_blank(text):
        return ""
    return _NUMBERED.sub("", text) if text[0] in "(（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳0123456789" else text


def _up_to_label(line: str) -> str:
    label = _NEXT_LABEL.search(line)
    return line[: label.start()].rstrip(" ，,、") if label else line
