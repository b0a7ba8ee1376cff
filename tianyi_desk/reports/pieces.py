"""The pieces of a report as blocks, all but tables and drawings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from tianyi_desk.reports.blocks import Block, gap
from tianyi_desk.reports.brush import ASCENT, COLOURS, GROUND, INK, LINE, MUTED, RULE, Brush
from tianyi_desk.reports.content import (
    Entries,
    Entry,
    Explained,
    ExplainedFindings,
    Facts,
    Figures,
    Heading,
    Lead,
    Note,
    Remark,
    Signatures,
    Verdicts,
)
from tianyi_desk.reports.drawings import Tone
from tianyi_desk.reports.letters import BOLD, Letters, width_of

TEXT = 8.2
TOGETHER = 190.0
"""How high the reasons of a finding may be that are never parted; of longer ones the ends stay in company."""
CODE_ROOM, TITLE_ROOM, CLAUSE_ROOM = 24.0, 96.0, 46.0


def facts_blocks(facts: Facts, width: float, letters: Letters) -> Iterator[Block]:
    """Yield names and values in columns, row by row."""
    room = (width - 16 * (facts.across - 1)) / facts.across
    names = max((width_of(letters.printable(name), TEXT) for name, _value in facts.pairs), default=0) + 12
    for first in range(0, len(facts.pairs), facts.across):
        row = [
            (name, letters.wrapped(value, room - names, TEXT))
            for name, value in facts.pairs[first : first + facts.across]
        ]
        deep = max(len(lines) for _name, lines in row)
        yield Block(deep * TEXT * LINE + 2.2, partial(_draw_facts, row, room + 16, names))
    yield gap(10)


def _draw_facts(
    row: Sequence[tuple[str, Sequence[str]]], step: float, names: float, brush: Brush, x: float, y: float
) -> None:
    for place, (name, lines) in enumerate(row):
        left = x + place * step
        brush.text(left, y + TEXT * ASCENT, name, TEXT, MUTED)
        brush.lines(left + names, y, lines, TEXT)


def lead_blocks(lead: Lead, width: float, letters: Letters) -> Iterator[Block]:
    """Yield the sentences behind a bar of the accent colour."""
    size = 9.4
    lines = [line for one in lead.sentences for line in letters.wrapped(one, width - 14, size)]
    height = len(lines) * size * 1.62 + 6
    yield Block(height, partial(_draw_lead, lines, size, height))
    yield gap(14)


def _draw_lead(lines: Sequence[str], size: float, height: float, brush: Brush, x: float, y: float) -> None:
    brush.box(x, y, 2.4, height, fill=COLOURS[Tone.ACCENT])
    for place, line in enumerate(lines):
        brush.text(x + 12, y + 3 + size * (1.12 + place * 1.62), line, size)


def verdict_blocks(verdicts: Verdicts, width: float, letters: Letters) -> Iterator[Block]:
    """Yield the lines of a verdict between two rules."""
    size, names = 9.4, 40.0
    rows = [(one, letters.wrapped(one.words, width - names, size)) for one in verdicts.lines]
    height = sum(len(lines) * size * 1.6 for _one, lines in rows) + 12
    yield Block(height, partial(_draw_verdicts, rows, size, names, width, height))
    yield gap(12)


def _draw_verdicts(
    rows: Sequence[tuple[object, Sequence[str]]],
    size: float,
    names: float,
    width: float,
    height: float,
    brush: Brush,
    x: float,
    y: float,
) -> None:
    brush.rule(x, y, x + width, y, INK, 0.8)
    top = y + 6
    for one, lines in rows:
        brush.text(x, top + size * 1.1, one.name, size, COLOURS[one.tone], BOLD)  # type: ignore[attr-defined]
        for place, line in enumerate(lines):
            brush.text(x + names, top + size * (1.1 + place * 1.6), line, size)
        top += len(lines) * size * 1.6
    brush.rule(x, y + height, x + width, y + height, RULE)


def figures_blocks(figures: Figures, width: float, letters: Letters) -> Iterator[Block]:
    """Yield a row of big figures between two rules."""
    step = width / len(figures.figures)
    notes = [letters.wrapped(one.note, step - 14, 7.2) for one in figures.figures]
    height = 46 + max(len(lines) for lines in notes) * 7.2 * LINE
    yield Block(height, partial(_draw_figures, figures, notes, step, width, height))
    yield gap(14)


def _draw_figures(
    figures: Figures,
    notes: Sequence[Sequence[str]],
    step: float,
    width: float,
    height: float,
    brush: Brush,
    x: float,
    y: float,
) -> None:
    brush.rule(x, y, x + width, y, INK, 0.8)
    for place, (one, lines) in enumerate(zip(figures.figures, notes, strict=True)):
        left = x + place * step + (8 if place else 0)
        if place:
            brush.rule(x + place * step, y + 1, x + place * step, y + height - 1, RULE, 0.4)
        brush.text(left, y + 14, one.name, 7.8, MUTED)
        brush.text(left, y + 33, one.words, 15.5, face=BOLD)
        brush.text(left + width_of(one.words, 15.5, BOLD) + 4, y + 33, one.unit, 7.8)
        brush.lines(left, y + 39, lines, 7.2, MUTED)
    brush.rule(x, y + height, x + width, y + height, RULE)


def heading_blocks(heading: Heading, _width: float, _letters: Letters) -> Iterator[Block]:
    """Yield a heading inside a section."""
    yield Block(18, partial(_draw_heading, heading.text), keep=True)


def _draw_heading(words: str, brush: Brush, x: float, y: float) -> None:
    brush.text(x, y + 12, words, 9.6, face=BOLD)


def note_blocks(note: Note, width: float, letters: Letters) -> Iterator[Block]:
    """Yield a paragraph in small letters, line by line."""
    for line in letters.wrapped(note.text, width, 7.6):
        yield Block(7.6 * 1.5, partial(_draw_note, line))
    yield gap(8)


def _draw_note(line: str, brush: Brush, x: float, y: float) -> None:
    brush.text(x, y + 8, line, 7.6, MUTED)


def signature_blocks(signatures: Signatures, width: float, _letters: Letters) -> Iterator[Block]:
    """Yield a line to sign on for each."""
    yield gap(16)
    yield Block(30, partial(_draw_signatures, signatures.names, width))


def _draw_signatures(names: Sequence[str], width: float, brush: Brush, x: float, y: float) -> None:
    step = (width + 16) / len(names)
    for place, name in enumerate(names):
        left, right = x + place * step, x + (place + 1) * step - 16
        brush.text(left, y + 18, name, 9, MUTED)
        brush.text(right, y + 18, "年　　月　　日", 9, MUTED, align="right")
        brush.rule(left, y + 24, right, y + 24, MUTED, 0.6)


def entries_blocks(entries: Entries, width: float, letters: Letters) -> Iterator[Block]:
    """Yield a list of plans, each with its findings."""
    if not entries.entries:
        yield from note_blocks(Note(entries.empty), width, letters)
    for entry in entries.entries:
        yield from _entry_blocks(entry, width, letters)


def _entry_blocks(entry: Entry, width: float, letters: Letters) -> Iterator[Block]:
    standing = width_of(letters.printable(entry.standing), 8.2, BOLD) + 10
    title = letters.wrapped(entry.title, width - standing, 8.8, BOLD)
    about = letters.wrapped(entry.about, width, 7.4)
    height = 6 + len(title) * 8.8 * LINE + len(about) * 7.4 * LINE + 3
    head = Block(height, partial(_draw_entry, entry, title, about, width), keep=True)
    yield head
    for remark in entry.remarks:
        yield _remark_block(remark, width, letters)
    yield gap(7)


def _draw_entry(
    entry: Entry,
    title: Sequence[str],
    about: Sequence[str],
    width: float,
    brush: Brush,
    x: float,
    y: float,
) -> None:
    brush.rule(x, y, x + width, y, INK, 0.5)
    brush.lines(x, y + 4, title, 8.8, face=BOLD)
    brush.text(x + width, y + 4 + 8.8 * ASCENT, entry.standing, 8.2, COLOURS[entry.tone], BOLD, "right")
    brush.lines(x, y + 5 + len(title) * 8.8 * LINE, about, 7.4, MUTED)


def _remark_block(remark: Remark, width: float, letters: Letters) -> Block:
    room = width - CODE_ROOM - TITLE_ROOM - CLAUSE_ROOM - 16
    title = letters.wrapped(remark.title, TITLE_ROOM, 7.8)
    why = letters.wrapped(remark.why + (f"［{remark.marks}］" if remark.marks else ""), room, 7.8)
    clause = letters.wrapped(remark.clause, CLAUSE_ROOM, 7.2)
    height = max(len(title), len(why), len(clause)) * 7.8 * LINE + 2
    return Block(height, partial(_draw_remark, remark, title, why, clause, width))


def _draw_remark(
    remark: Remark,
    title: Sequence[str],
    why: Sequence[str],
    clause: Sequence[str],
    width: float,
    brush: Brush,
    x: float,
    y: float,
) -> None:
    brush.text(x, y + 7.8 * ASCENT, remark.code, 7.8, COLOURS[remark.tone], BOLD)
    brush.lines(x + CODE_ROOM, y, title, 7.8)
    brush.lines(x + CODE_ROOM + TITLE_ROOM + 8, y, why, 7.8)
    brush.lines(x + width - CLAUSE_ROOM, y, clause, 7.2, MUTED)


def explained_blocks(findings: ExplainedFindings, width: float, letters: Letters) -> Iterator[Block]:
    """Yield findings, each with its reasons below it."""
    if not findings.findings:
        yield from note_blocks(Note(findings.empty), width, letters)
    for one in findings.findings:
        yield from _explained_blocks(one, width, letters)


def _explained_blocks(one: Explained, width: float, letters: Letters) -> Iterator[Block]:
    remark, size, names = one.remark, 7.8, 58.0
    standing = width_of(letters.printable(one.standing), 7.8) + 10
    title = letters.wrapped(
        f"{remark.title}　{remark.marks}".strip(), width - CODE_ROOM - standing, 8.6, BOLD
    )
    why = letters.wrapped(remark.why, width - CODE_ROOM, 8.2)
    height = 6 + len(title) * 8.6 * LINE + len(why) * 8.2 * LINE + 3
    yield Block(height, partial(_draw_explained, one, title, why, width), keep=True)
    parts = [
        Block(len(part) * size * LINE + 2, partial(_draw_part, "" if first else name, part, size, names))
        for name, words in one.parts
        for lines in [letters.wrapped(words, width - CODE_ROOM - names - 8, size)]
        for first in range(0, len(lines), 30)
        for part in [lines[first : first + 30]]
    ]
    whole = sum(part.height for part in parts) <= TOGETHER
    for place, part in enumerate(parts):
        kept = place + 1 < len(parts) and (whole or place in {0, len(parts) - 2})
        yield replace(part, keep=kept)
    yield gap(8)


def _draw_explained(
    one: Explained, title: Sequence[str], why: Sequence[str], width: float, brush: Brush, x: float, y: float
) -> None:
    brush.rule(x, y, x + width, y, RULE, 0.5)
    colour = COLOURS[one.remark.tone]
    brush.text(x, y + 4 + 8.6 * ASCENT, one.remark.code, 8.6, colour, BOLD)
    brush.lines(x + CODE_ROOM, y + 4, title, 8.6, face=BOLD)
    brush.text(x + width, y + 4 + 8.6 * ASCENT, one.standing, 7.8, MUTED, align="right")
    brush.lines(x + CODE_ROOM, y + 5 + len(title) * 8.6 * LINE, why, 8.2)


def _draw_part(
    name: str, lines: Sequence[str], size: float, names: float, brush: Brush, x: float, y: float
) -> None:
    left = x + CODE_ROOM
    brush.box(left, y, 1.6, len(lines) * size * LINE + 2, fill=GROUND)
    brush.text(left + 6, y + size * ASCENT, name, size, MUTED)
    brush.lines(left + 6 + names, y, lines, size)
