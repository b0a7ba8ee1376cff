"""Read people's names: spaces inside, several in one cell, and what brackets behind a name say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tianyi_desk.facts.vocabulary import Role
from tianyi_desk.importers.cells import is_blank
from tianyi_desk.importers.folding import halved

ROLE_WORDS: dict[str, Role] = {
    "组长": Role.LEADER, "审核组长": Role.LEADER, "审核组组长": Role.LEADER, "主任审核员": Role.LEADER,
    "组员": Role.MEMBER, "审核组员": Role.MEMBER, "审核组组员": Role.MEMBER, "审核组成员": Role.MEMBER, "成员": Role.MEMBER,
    "审核员": Role.MEMBER, "高级审核员": Role.MEMBER,
    "实习": Role.TRAINEE, "实习审核员": Role.TRAINEE, "实习生": Role.TRAINEE, "见习": Role.TRAINEE,
    "见习审核员": Role.TRAINEE, "实习组员": Role.TRAINEE,
    "技术专家": Role.EXPERT, "专家": Role.EXPERT, "审核技术专家": Role.EXPERT,
}  # fmt: skip
REMOTE_WORDS = frozenset({"远程", "远程审核", "远程参加", "线上", "视频", "ICT", "远程ICT", "ICT远程"})
ABSENT_WORDS = frozenset(
    {"未参会", "不参会", "未参加会议", "不参加会议", "未参加首末次会议", "不参加首末次会议", "缺席"}
)

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PLAIN = re.compile(rf"[{_HAN}]{{2,}}(?:·[{_HAN}]+)*")
_DOT = re.compile(r"[·•・‧∙⋅]")
_DOTS = re.compile(r"\s*[·•・‧∙⋅]\s*")
_COMMA = r"\s*[,、;；，/|]\s*"
_SIMPLE_LIST = re.compile(rf"\s*[{_HAN}]+(?:{_COMMA}[{_HAN}]+)*(?:{_COMMA})?\s*")
_RUN = re.compile(rf"[{_HAN}]+")
_NO_NAMES = frozenset({"是", "否", "无", "空", "没有"})
_SPLIT = re.compile(r"[,、;；，/|\n\r\t]+(?![^()]*\))")  # not inside brackets
_BRACKETS = re.compile(r"\(([^()]*)\)")
_WORDS = re.compile(r"[,、;/+&\s]+|和|及|兼")
_AFTER_BRACKET = re.compile(r"\)\s*(?=[^\s(),、;；，/|])")
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_ID_NUMBER = re.compile(r"\d{17}[\dX]|\d{15}", re.ASCII)
_CCAA_NUMBER = re.compile(r"(?:\d{4}-)?\d?[A-Z]?\d?[A-Z]{2,8}-?\d{5,}", re.ASCII)
_LIST_NUMBER = re.compile(r"\d{1,2}\.?", re.ASCII)
_NUMBER = re.compile(r"[\dXx.\-]+", re.ASCII)
_GLUED = re.compile(rf"(?<=[{_HAN}])(?=1[3-9]\d{{9}}(?!\d))|(?<=\b\d\.)(?=\D)|(?<=\b\d\d\.)(?=\D)", re.ASCII)
_STEMS = frozenset("甲乙丙丁戊己庚辛壬癸")
_DOUBLE_SURNAMES = frozenset(
    re.findall(
        r"\S+",
        "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 "
        "仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 "
        "段干 百里 呼延 东郭 南门 羊舌 微生 左丘 东门 西门 第五",
    )
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stood in a list, with what its brackets said; `role` None means they named none."""

    name: str
    role: Role | None = None
    remote: bool = False
    absent: bool = False
    phone: str = ""
    id_number: str = ""
    ccaa_number: str = ""


@lru_cache(maxsize=65536)
def tidy_name(text: str) -> str:
    """Return one name: dots unified, no spaces between Chinese characters, single spaces in Latin names."""
    plain = _DOTS.sub("·", halved(text).strip())
    return re.sub(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])", "", " ".join(plain.split()))


def read_names(text: str) -> tuple[Named, ...] | None:
    """Return the people of a list without role headings, in order; None where a part is no name."""
    found: list[Named] = []
    for piece in _SPLIT.split(_AFTER_BRACKET.sub("),", text)):
        if _PLAIN.fullmatch(piece):
            if not is_blank(piece):
                found.append(plain_name(piece))
        elif not _take(piece.strip(), found):
            return None
    return tuple(found)


@lru_cache(maxsize=16384)
def name_list(text: str) -> tuple[str, ...] | None:
    """Return the bare names of a cell, each once; None where a part is no name."""
    people = read_names(unified_dots(halved(text)))
    return None if people is None else tuple(dict.fromkeys(person.name for person in people))


@lru_cache(maxsize=65536)
def plain_name(name: str) -> Named:
    """Return a person of whom only the name is given."""
    return Named(name)


def unified_dots(text: str) -> str:
    """Return the text with one kind of dot inside names of several parts, and no spaces around it."""
    return _DOTS.sub("·", text) if _DOT.search(text) else text


def simple_list(text: str) -> list[str] | None:
    """Return the names of a list that holds nothing but Chinese names and commas; None for anything else."""
    if not _SIMPLE_LIST.fullmatch(text):
        return None
    names = _RUN.findall(text)
    return names if _NO_NAMES.isdisjoint(names) else None


def bracket_words(text: str) -> list[str]:
    """Return the words of a bracket: 组长、远程 are two."""
    return [word for word in _WORDS.split(text.strip().upper()) if word]


def _take(piece: str, found: list[Named]) -> bool:
    """Add the people of one piece between separators; False where it holds something that is no name."""
    bare, brackets = _GLUED.sub(" ", _BRACKETS.sub(" ", piece)), _BRACKETS.findall(piece)
    if "(" in bare or ")" in bare:
        return False
    names = _spaced_names(bare)
    if not names:
        return not brackets or bool(bare.strip())
    for name in names:
        if _NUMBER.fullmatch(name) or _CCAA_NUMBER.fullmatch(name):
            if not _attach_number(name, found):
                return False
        elif name == "是":
            return False
        elif name != "否":
            found.append(plain_name(name))
    if brackets:
        if not found:
            return False
        found[-1] = _described(found[-1], brackets)
    return True


def _spaced_names(text: str) -> list[str]:
    """Split at white space, but keep `张 三`, `欧阳 峰` and Latin names together.

    A single character waits for the one behind it. The stems 甲 乙 丙 stand for people in examples, each for one.
    """
    names: list[str] = []
    waiting = False
    for token in text.split():
        if is_blank(token):
            continue
        if names and (waiting or _belongs(names[-1], token)):
            names[-1] += (" " if names[-1].isascii() else "") + token
            waiting = False
        else:
            names.append(token)
            waiting = len(token) == 1 and not token.isascii() and token not in _STEMS
    return names


def _belongs(last: str, token: str) -> bool:
    if last.isascii() and token.isascii():
        return not any(sign.isdigit() for sign in last + token)
    if len(token) == 1 and token not in _STEMS and last in _STEMS:
        return True
    return last in _DOUBLE_SURNAMES and len(token) <= 2


def _attach_number(token: str, found: list[Named]) -> bool:
    """Give a number that follows a name to that person; a list number before a name is dropped."""
    if _LIST_NUMBER.fullmatch(token):
        return True
    if not found:
        return False
    before = found[-1]
    found[-1] = _described(before, (token,))
    return found[-1] != before


def _described(person: Named, brackets: Sequence[str]) -> Named:
    """Return the person with what the brackets say; words that are neither role nor number are remarks."""
    words = [word for bracket in brackets for word in bracket_words(bracket)]
    return Named(
        person.name,
        person.role or next((ROLE_WORDS[word] for word in words if word in ROLE_WORDS), None),
        person.remote or not REMOTE_WORDS.isdisjoint(words),
        person.absent or not ABSENT_WORDS.isdisjoint(words),
        person.phone or _first(_MOBILE, words),
        person.id_number or _first(_ID_NUMBER, words),
        person.ccaa_number or _first(_CCAA_NUMBER, words),
    )


def _first(shape: re.Pattern[str], words: Sequence[str]) -> str:
    return next((word for word in words if shape.fullmatch(word)), "")
