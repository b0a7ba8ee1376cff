"""Draft an explanation from one row of 异常说明."""

from datetime import date, datetime

from tianyi_desk.facts.records import Explanation
from tianyi_desk.importers.rows import Row
from tianyi_desk.importers.words import read_kind, read_side

KINDS = "未签到、地点偏差、未上传照片 或 其他情况说明"
SIDES = "审核员 或 机构"
A_DAY = "日期，如 2021-10-18"


def draft_explanation(row: Row) -> tuple[Explanation, ...]:
    """Return the explanation of a row; nothing where the row has faults."""
    plan = row.plan_number("plan")
    kind = row.read("kind", read_kind, KINDS)
    side = row.read("side", read_side, SIDES)
    for field, expected in (("kind", KINDS), ("side", SIDES), ("filed_on", A_DAY)):
        row.needed(field, expected)
    filed_on = _day(row, "filed_on")
    text = row.needed("text", "说明的文字")
    reported_on = _day(row, "reported_on")
    if kind is None or side is None or filed_on is None or row.faults:
        return ()
    return (
        Explanation(
            plan, kind, side, filed_on, text, row.words("author"), row.words("cause"), reported_on, row.source
        ),
    )


def _day(row: Row, field: str) -> date | None:
    """Return the day of a cell; the time of day is dropped, a time alone is a fault."""
    moment = row.moment(field, A_DAY)
    if isinstance(moment, datetime):
        return moment.date()
    if moment is None or isinstance(moment, date):
        return moment
    row.fault(field, A_DAY)
    return None
