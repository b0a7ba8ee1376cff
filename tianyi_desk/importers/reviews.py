"""Draft photo reviews from one row of 照片核查."""

from datetime import date, datetime

from tianyi_desk.facts.records import PhotoReview
from tianyi_desk.facts.vocabulary import SeenBy
from tianyi_desk.importers.names import name_list
from tianyi_desk.importers.photos import file_names
from tianyi_desk.importers.rows import TO_THE_MINUTE, Row
from tianyi_desk.importers.words import read_way_of_seeing


def draft_reviews(row: Row) -> tuple[PhotoReview, ...]:
    """Return the reviews of a row, one for each file it names; nothing where the row has faults."""
    plan = row.plan_number("plan")
    files = file_names(row)
    people = row.read("people", name_list, "人员姓名，用逗号或顿号分隔") or ()
    seen_by = row.read("seen_by", read_way_of_seeing, "现场 或 视频") or SeenBy.ON_SITE
    enterprise_seen = bool(row.yes("enterprise_seen"))
    reviewer = row.words("reviewer")
    reviewed_at = _reviewed_at(row)
    if row.faults:
        return ()
    conclusion = row.words("conclusion")
    return tuple(
        PhotoReview(
            plan, name, people, seen_by, enterprise_seen, conclusion, reviewer, reviewed_at, row.source
        )
        for name in files
    )


def _reviewed_at(row: Row) -> datetime | None:
    """Return when the review was made; a day alone will do, as nothing is measured by it."""
    moment = row.moment("reviewed_at", TO_THE_MINUTE)
    if isinstance(moment, datetime) or moment is None:
        return moment
    if isinstance(moment, date):
        return datetime(moment.year, moment.month, moment.day)
    row.fault("reviewed_at", TO_THE_MINUTE)
    return None
