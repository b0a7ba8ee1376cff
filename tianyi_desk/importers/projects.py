"""Split 认证项目 and 审核活动 into their parts, and drop what only the mini-program's screen adds."""

import re
from functools import lru_cache

from tianyi_desk.importers.cells import is_blank
from tianyi_desk.importers.folding import compact, halved

_MARK = re.compile(r"\s*[*＊★]+")  # the 必签 mark stands behind a project and so ends it
_OUTSIDE_BRACKETS = r"(?![^（(]*[）)])"
_BETWEEN_PROJECTS = re.compile(rf"[\n\r;；、，,+＋|]+{_OUTSIDE_BRACKETS}")
_BETWEEN_WORDS = re.compile(rf"\s+{_OUTSIDE_BRACKETS}")
_BETWEEN_ACTIVITIES = re.compile(rf"[\n\r;；、，,|]+{_OUTSIDE_BRACKETS}")
_UNFINISHED = re.compile(
    r"(?:ISO|IEC|GB|GJB|SA|IATF|QC|TL|EC|AS|EN|RB|CNCA|SJ|CTS)(?:/[A-Z]{1,4})*", re.ASCII
)
_CONTINUES = re.compile(r"\d[\d.]*(?:[-:]\d+)*", re.ASCII)
_STANDS_ALONE = re.compile(
    r"(?=.*\d)[A-Za-z/]+[\dA-Za-z./:-]*|[A-Z]{2,8}|.*[\u4e00-\u9fff]{3,}.*|质量|环境|能源|有机|服务", re.ASCII
)
_REPEATED_BRACKET = re.compile(r"([（(][^（）()]*[）)])\s*(?=[（(])")


@lru_cache(maxsize=8192)
def read_projects(text: str) -> tuple[str, ...]:
    """Return the projects of a cell as written, each once, without the trailing 必签 mark."""
    parts = _BETWEEN_PROJECTS.split(_MARK.sub("\n", text))
    names = (name for part in parts for name in _at_spaces(part))
    return tuple(dict.fromkeys(name for name in names if not is_blank(name)))


@lru_cache(maxsize=8192)
def read_activities(text: str) -> tuple[str, ...]:
    """Return the activities of a cell, each once; 再认证审核(二阶段)(二阶段) says its stage once."""
    parts = (_once_bracketed(part.strip()) for part in _BETWEEN_ACTIVITIES.split(text))
    return tuple(dict.fromkeys(part for part in parts if not is_blank(part)))


def _at_spaces(text: str) -> list[str]:
    """Split at white space where every piece can stand alone: `ISO 9001` and `ISO/IEC 20000` stay together."""
    words = _BETWEEN_WORDS.split(text.strip())
    if len(words) < 2:
        return words
    pieces: list[str] = []
    for word in words:
        joins = pieces and (
            _UNFINISHED.fullmatch(halved(pieces[-1]).upper()) or _CONTINUES.fullmatch(halved(word))
        )
        if joins and _CONTINUES.match(halved(word)):
            pieces[-1] += " " + word
        else:
            pieces.append(word)
    if all(_STANDS_ALONE.fullmatch(compact(piece)) for piece in pieces):
        return pieces
    return [" ".join(words)]


def _once_bracketed(text: str) -> str:
    """Drop a bracket that the next one repeats, whatever its width."""
    start = 0
    while match := _REPEATED_BRACKET.search(text, start):
        following = text[match.end() :]
        if compact(following).startswith(compact(match[1])):
            text = text[: match.start()] + following
            start = match.start()
        else:
            start = match.end()
    return text
