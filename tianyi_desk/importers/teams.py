"""Read 审核组: who is on the team, in which role, who takes part remotely or not at all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.vocabulary import Role
from tianyi_desk.importers.folding import halved
from tianyi_desk.importers.names import (
    ABSENT_WORDS,
    REMOTE_WORDS,
    ROLE_WORDS,
    Named,
    bracket_words,
    name_list,
    read_names,
    simple_list,
    tidy_name,
    unified_dots,
)

EVERYBODY = frozenset(
    {"全体", "全部", "全员", "全体成员", "全部成员", "所有人", "所有人员", "全部人员", "全体人员"}
)

_WORD = "|".join(sorted((*ROLE_WORDS, *REMOTE_WORDS, *ABSENT_WORDS), key=len, reverse=True))
_FRONT = r"(?:(?<=^)|(?<=[\s,、;；，/]))"
_HEADING = re.compile(
    r"[【\[〔{「]([^【】\[\]〔〕{}「」]*)[】\]〕}」]\s*:?"  # 【组长】
    rf"|({_WORD})\s*:"  # 组长：
    rf"|{_FRONT}({_WORD})(?=\s)"  # 组长 甲
    rf"|{_FRONT}\(({_WORD})\)\s*(?=[^\s,、;；，/:])"  # (组长)甲
)
_STRAY = re.compile(r"[【】\[\]〔〕{}「」:]")
_BEHIND = re.compile(r"[【\[〔{「]([^【】\[\]〔〕{}「」]*)[】\]〕}」]")


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading such as 【实习】 or 【组员（远程）】 says of the names behind it."""

    role: Role
    remote: bool = False
    absent: bool = False


@lru_cache(maxsize=16384)
def read_team(text: str, role: Role = Role.MEMBER) -> tuple[Member, ...] | None:
    """Return the members of one cell, each person once; names without a heading get `role`.

    None where a heading is not known, a bracket does not close, or something is no name.
    """
    plain = unified_dots(halved(text))
    people = _simple_team(plain)
    if people is None:
        people = _any_team(plain, role)
    return None if people is None else merged(people)


def _simple_team(text: str) -> list[Member] | None:
    """Read the mini-program's own form, 【组长】甲 【组员】乙, 丙, which nearly every cell has; None for others."""
    before, *parts = text.split("【")
    if before.strip():
        return None
    people: list[Member] = []
    for part in parts:
        words, _, names = part.partition("】")
        found = simple_list(names)
        if found is None or words not in ROLE_WORDS:
            return None
        people.extend([_plain_member(name, words) for name in found])
    return people


def _any_team(text: str, role: Role) -> list[Member] | None:
    people: list[Member] = []
    for words, names in _sections(text):
        heading = _Heading(role) if words is None else _heading(words, role)
        named = None if heading is None or _STRAY.search(names) else read_names(names)
        if heading is None or named is None:
            return None
        people.extend(_member(person, heading) for person in named)
    return people


def merged(people: Iterable[Member]) -> tuple[Member, ...]:
    """Return each person once: the first role wins, flags and numbers are joined.

    Namesakes with different numbers stay two.
    """
    team = tuple(people)
    if len({person.name for person in team}) == len(team):
        return team
    kept: dict[str, list[Member]] = {}
    order: list[tuple[str, int]] = []
    for person in team:
        namesakes = kept.setdefault(person.name, [])
        for place, known in enumerate(namesakes):
            if not _apart(known, person):
                namesakes[place] = _joined(known, person)
                break
        else:
            order.append((person.name, len(namesakes)))
            namesakes.append(person)
    return tuple(kept[name][place] for name, place in order)


def with_remote(team: tuple[Member, ...], names: Sequence[str]) -> tuple[Member, ...]:
    """Return the team with the named people marked 远程; those not on it join as 组员."""
    if EVERYBODY.intersection(names):
        return tuple(replace(member, remote=True) for member in team)
    marked = tuple(replace(member, remote=True) if member.name in names else member for member in team)
    known = {member.name for member in team}
    return marked + tuple(Member(name, Role.MEMBER, remote=True) for name in names if name not in known)


def with_absent(team: tuple[Member, ...], names: Sequence[str]) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    """Return the team with the named people marked as not attending (N6.6), and the names nobody on it has."""
    if EVERYBODY.intersection(names):
        return tuple(replace(member, absent=True) for member in team), ()
    marked = tuple(replace(member, absent=True) if member.name in names else member for member in team)
    known = {member.name for member in team}
    return marked, tuple(name for name in names if name not in known)


def read_people(text: str) -> tuple[str, ...] | None:
    """Return the names of 远程人员 or 未参会人员, each once; None where a part is no name."""
    return name_list(text)


def _sections(text: str) -> Iterator[tuple[str | None, str]]:
    """Yield (heading words, names behind it); the words are None for names before any heading."""
    first = _BEHIND.search(text)
    if first and text[: first.start()].strip() and text.rstrip().endswith(("】", "]", "〕", "}", "」")):
        text = _BEHIND.sub(r"(\1)", text)  # 甲【组长】、乙【组员】: the words stand behind the names
    words, start = None, 0
    for match in _HEADING.finditer(text):
        if words is not None or text[start : match.start()].strip():
            yield words, text[start : match.start()]
        words, start = next(group for group in match.groups() if group is not None), match.end()
    yield words, text[start:]


@lru_cache(maxsize=256)
def _heading(words: str, otherwise: Role) -> _Heading | None:
    """Return what a heading says, None where one of its words is not known."""
    role, remote, absent = None, False, False
    for word in bracket_words(words.replace("(", " ").replace(")", " ")):
        role = role or ROLE_WORDS.get(word)
        remote = remote or word in REMOTE_WORDS
        absent = absent or word in ABSENT_WORDS
        if word not in ROLE_WORDS and word not in REMOTE_WORDS and word not in ABSENT_WORDS:
            return _longer_heading(words, otherwise)
    return _Heading(role or otherwise, remote, absent) if role or remote or absent else None


def _longer_heading(words: str, otherwise: Role) -> _Heading | None:
    """Read a heading written in one word, such as 远程组员."""
    for flag in REMOTE_WORDS:
        rest = words.strip().removeprefix(flag).removesuffix(flag)
        if rest != words.strip() and rest in ROLE_WORDS:
            return _Heading(ROLE_WORDS[rest], remote=True)
    return _Heading(otherwise, remote=True) if words.strip() == "远程人员" else None


@lru_cache(maxsize=65536)
def _plain_member(name: str, role_word: str) -> Member:
    """Return the one value for all who are only named so; a word is hashed faster than a Role."""
    return Member(name, ROLE_WORDS[role_word])


@lru_cache(maxsize=65536)
def _member(person: Named, heading: _Heading) -> Member:
    return Member(
        tidy_name(person.name),
        person.role or heading.role,
        person.remote or heading.remote,
        person.absent or heading.absent,
        person.id_number,
        person.ccaa_number,
        person.phone,
    )


def _apart(one: Member, other: Member) -> bool:
    """Tell whether two people of one name are two: a number of theirs differs."""
    pairs = (
        (one.id_number, other.id_number),
        (one.ccaa_number, other.ccaa_number),
        (one.phone, other.phone),
    )
    return any(left and right and left != right for left, right in pairs)


def _joined(one: Member, other: Member) -> Member:
    return Member(
        one.name,
        one.role,
        one.remote or other.remote,
        one.absent or other.absent,
        one.id_number or other.id_number,
        one.ccaa_number or other.ccaa_number,
        one.phone or other.phone,
    )
