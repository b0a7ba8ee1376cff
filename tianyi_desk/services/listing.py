"""Verdicts and refused rows as plain text for a terminal, where a Chinese letter is two cells wide."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.finding import Finding, Verdict
from tianyi_desk.facts.intake import Complaint
from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.services.exchange import NOT_JUDGED, Account, base_name, in_order, place_of
from tianyi_desk.services.privacy import masked

WIDEST = 36
HEADINGS = ("计划编号", "企业名称", "渠道", "签到情况", "同时签到")


def cells(text: str) -> int:
    """Return how many terminal cells a text takes."""
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1
        for mark in text
    )


def printable(text: str) -> str:
    """Return a text on one line and without control characters: what a file says must not steer a terminal."""
    return "".join(mark if mark.isprintable() else " " for mark in text)


def fitted(text: str, width: int) -> str:
    """Return a text filled up with spaces, or cut with an ellipsis, to exactly `width` cells."""
    if cells(text) > width:
        while cells(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - cells(text))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return aligned lines, the headings first; no column is wider than `WIDEST` cells."""
    rows = [[printable(text) for text in row] for row in rows]
    widths = [min(WIDEST, max(map(cells, column))) for column in zip(headings, *rows, strict=True)]
    return [
        "  ".join(fitted(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in (headings, *rows)
    ]


def listing(account: Account) -> str:
    """Return the whole outcome of a check as text: plans with their findings, refused rows, repairs, sums."""
    verdicts = sorted(account.verdicts, key=lambda verdict: verdict.plan)
    lines = [f"判定时刻 {moment_words(account.as_of)}", ""]
    lines += _plans(verdicts, account.enterprises)
    lines += ["", *_sums(verdicts)]
    lines += _section("拒绝的行", (refusal(row) for row in sorted(account.rejected, key=place_of)))
    lines += _section(
        "导入时自动更正",
        (
            f"{base_name(row.file)} {row.sheet} 第{row.row}行：{masked(row.message)}"
            for row in sorted(account.repairs, key=place_of)
        ),
    )
    lines += _section("请注意", map(masked, account.warnings))
    return "".join(f"{printable(line)}\n" for line in lines)


def refusal(complaint: Complaint) -> str:
    """Return one refused row as a line: where it stands, what is wrong, what was found."""
    row = "" if complaint.row is None else f"第{complaint.row}行"
    column = "" if complaint.column is None else f"“{complaint.column}”"
    where = " ".join(part for part in (base_name(complaint.file), complaint.sheet, row, column) if part)
    code = "" if complaint.code is None else f"{complaint.code} "
    return f"{where}：{code}{masked(complaint.message)}"


def _plans(verdicts: Sequence[Verdict], enterprises: Mapping[str, str]) -> list[str]:
    rows = [
        (
            verdict.plan,
            enterprises[verdict.plan],
            verdict.channel.value,
            verdict.status.value + (" 照片未复核" if verdict.photos_unreviewed else ""),
            "、".join(sorted(verdict.bound_with)),
        )
        for verdict in verdicts
    ]
    heading, *lines = table(HEADINGS, rows)
    together = [heading]
    for verdict, line in zip(verdicts, lines, strict=True):
        together += [line, *(f"    {_finding(finding)}" for finding in in_order(verdict.findings))]
    return together


def _finding(finding: Finding) -> str:
    code = CODE[finding.code]
    marks = [finding.disposition.value] if finding.disposition is not None else []
    marks += ["预期"] if finding.expected else []
    about = f"（{finding.subject}）" if finding.subject else ""
    told = f"{finding.code:<4}{code.finding_class.value} {code.title}{about}：{masked(finding.message)}"
    return told + (f"［{'，'.join(marks)}］" if marks else "")


def _sums(verdicts: Sequence[Verdict]) -> list[str]:
    """Count the five classes apart; they are never added up (rule book, section 1)."""
    judged = sum(verdict.status not in NOT_JUDGED for verdict in verdicts)
    found = Counter(CODE[finding.code].finding_class for verdict in verdicts for finding in verdict.findings)
    classes = " · ".join(f"{one.value} {found[one]}" for one in FindingClass)
    unreviewed = sum(verdict.photos_unreviewed for verdict in verdicts)
    return [
        f"审核计划 {len(verdicts)} 条，参与判定 {judged} 条；照片未复核 {unreviewed} 条",
        f"发现：{classes}",
    ]


def _section(title: str, lines: Iterable[str]) -> list[str]:
    shown = [f"  {line}" for line in lines]
    return ["", f"{title}（{len(shown)}）", *shown] if shown else []
