"""Compose the text of an explanation from a cause's template and the facts; say where facts and gaps stand in it."""

import re
from dataclasses import dataclass

from tianyi_desk.services.composing_evidence import Scope
from tianyi_desk.services.composing_facts import PHRASES
from tianyi_desk.services.composing_words import BEGIN, END, NOTHING

LONGEST = 500
"""Characters that the regulator's system takes; our assumption, no source states it."""
GAP = re.compile(r"〔[^〔〕]*〕")
_NAME = re.compile(r"\{([^{}]*)\}")
_TIDY = (
    (re.compile(f"{NOTHING}[；，、]?"), ""),
    (re.compile(r"[；，、]+(?=[；。])"), ""),
    (re.compile(r"。+"), "。"),
    (re.compile(r"^[；，、。]+"), ""),
)
Span = tuple[int, int]
"""Where something begins and ends in a text, in characters."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with the places of the facts that were filled in."""

    text: str
    facts: tuple[Span, ...]

    @property
    def gaps(self) -> tuple[Span, ...]:
        """Return where something is left to be filled in by hand."""
        return gaps_in(self.text)


def gaps_in(text: str) -> tuple[Span, ...]:
    """Return the places 〔……〕 of a text that somebody still has to fill in."""
    return tuple(found.span() for found in GAP.finditer(text))


def compose(template: str, scope: Scope) -> Composed:
    """Fill a template; a name that no phrase has is left as a gap. Nothing is invented: see composing_facts."""
    said: dict[str, str] = {}

    def phrase(found: re.Match[str]) -> str:
        name = found[1].strip()
        if name not in said:
            say = PHRASES.get(name)
            said[name] = f"〔{name}……〕" if say is None else say(scope) or NOTHING
        return said[name]

    text = _NAME.sub(phrase, template)
    for pattern, instead in _TIDY:
        text = pattern.sub(instead, text)
    return _parted(text)


def _parted(text: str) -> Composed:
    """Take the marks out of a text and note where the facts between them stand."""
    parts: list[str] = []
    facts: list[Span] = []
    length = begun = 0
    for part in re.split(f"([{BEGIN}{END}])", text):
        if part == BEGIN:
            begun = length
        elif part == END:
            facts.append((begun, length))
        else:
            parts.append(part)
            length += len(part)
    return Composed("".join(parts), tuple(facts))


def still_facts(composed: Composed, text: str) -> tuple[Span, ...]:
    """Return where facts that were filled in still stand, in their order, in a text that somebody went on with."""
    found: list[Span] = []
    place = 0
    for begin, end in composed.facts:
        words = composed.text[begin:end]
        at = text.find(words, place)
        if words and at >= 0:
            found.append((at, at + len(words)))
            place = at + len(words)
    return tuple(found)


def faults_of(text: str) -> tuple[str, ...]:
    """Say in Chinese what keeps a text from being handed in: blank, too long, or not filled in."""
    told = []
    if not text.strip():
        told.append("说明正文是空的")
    if len(text) > LONGEST:
        told.append(f"正文 {len(text)} 字，超过 {LONGEST} 字")
    gaps = len(gaps_in(text))
    if gaps:
        told.append(f"还有 {gaps} 处〔……〕没有补写")
    return tuple(told)
