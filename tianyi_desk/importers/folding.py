"""Fold text so that the same word, typed differently, compares equal."""

import re
import unicodedata
from functools import lru_cache

_ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_HALF_WIDTH: dict[int, int | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HALF_WIDTH |= {ord("\u3000"): ord(" "), ord("\u00a0"): ord(" ")}
_HALF_WIDTH |= {ord(mark): None for mark in _ZERO_WIDTH}

_WIDE = re.compile(f"[{''.join(map(chr, _HALF_WIDTH))}]")
_BRACKETED = re.compile(r"[(\[{<【〔〖《「『][^()\[\]{}<>【】〔〕〖〗《》「」『』]*[)\]}>】〕〗》」』]")
_BRACKETS = str.maketrans("", "", "()[]{}<>【】〔〕〖〗《》「」『』")
_MARKS = str.maketrans("", "", "*:★※\"'`“”‘’")


def halved(text: str) -> str:
    """Return the text with full-width forms as ASCII and without invisible characters; all else is kept."""
    return text.translate(_HALF_WIDTH) if _WIDE.search(text) else text


def compact(text: str) -> str:
    """Return the text half width and without any white space."""
    return "".join(halved(text).split())


def upper_compact(text: str) -> str:
    """Return a number as it is compared: half width, upper case, no spaces (F12)."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return compact(text).upper()


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a heading as it is compared: width, case, white space, `*`, and brackets with content dropped."""
    plain = text
    while (shorter := _folded_once(plain)) != plain:  # what a bracket kept apart may now combine
        plain = shorter
    return plain


@lru_cache(maxsize=4096)
def folded_with_remark(text: str) -> str:
    """Return a heading folded, but with what its brackets say: 审核时间（起） is 审核时间起."""
    return _plain(text).translate(_BRACKETS)


def _folded_once(text: str) -> str:
    plain = _plain(text)
    while (shorter := _BRACKETED.sub("", plain)) != plain:
        plain = shorter
    return plain.translate(_BRACKETS)


def _plain(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    normal = unicodedata.normalize("NFKC", normal.casefold())
    visible = "".join(sign for sign in normal if unicodedata.category(sign) not in {"Cf", "Cc"})
    return "".join(visible.split()).translate(_MARKS)
