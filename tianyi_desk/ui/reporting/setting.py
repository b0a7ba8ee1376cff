"""What a paper is set from: the report of the chosen line, narrowed, and without the parts that nobody wants."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass

from tianyi_desk.progress import Job
from tianyi_desk.services.preview import Preview, Report, preview, without_parts
from tianyi_desk.services.report_filter import ALL, PaperFilter
from tianyi_desk.services.reporting import report_of_period, report_of_plan, span
from tianyi_desk.services.work_papers import report_of_work
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.reporting.choice import Chosen
from tianyi_desk.ui.reporting.columns import SpanLine, WorkLine


@dataclass(frozen=True, slots=True)
class Made:
    """A whole report, and what was set on paper of it."""

    whole: Report
    preview: Preview


def key_of(line: Chosen, wanted: PaperFilter) -> Hashable:
    """Return what tells one paper from another."""
    if isinstance(line, WorkLine):
        return line, wanted
    return (line.period, wanted) if isinstance(line, SpanLine) else line.number


def set_line(around: Surroundings, line: Chosen, wanted: PaperFilter, left_out: Collection[str]) -> Job[Made]:
    """Gather the report of a line and set it on paper; one plan's cannot be narrowed. Raises DeskError."""
    whole = yield from _report(around, line, wanted)
    return (yield from set_parts(whole, left_out))


def set_parts(whole: Report, left_out: Collection[str]) -> Job[Made]:
    """Set a report that is there already on paper, without some parts."""
    return Made(whole, (yield from preview(without_parts(whole, left_out))))


def _report(around: Surroundings, line: Chosen, wanted: PaperFilter = ALL) -> Job[Report]:
    if isinstance(line, SpanLine):
        first, last = line.period.first, line.period.last
        period = span(first, last) if first is not None and last is not None else None
        return (yield from report_of_period(around.desk, period, wanted))
    if isinstance(line, WorkLine):
        return (yield from report_of_work(around.desk, line.paper, around.now(), wanted))
    return (yield from report_of_plan(around.desk, line.number))


def file_name(made: Preview, line: Chosen, wanted: PaperFilter) -> str:
    """Return what a file of a paper is called; what it is narrowed to belongs to its name."""
    if isinstance(line, WorkLine):
        name = f"{line.paper.value} {made.report.as_of:%Y-%m-%d %H%M}"
    elif isinstance(line, SpanLine):
        name = line.file_name
    else:
        return f"签到核查报告 {line.number}"
    return " ".join((name, *filter(None, (wanted.branch, wanted.field, wanted.leader))))
