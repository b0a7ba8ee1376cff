"""Build lines of the calendar for tests and the benchmark: plans with times, and what was judged of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tianyi_desk.facts.vocabulary import AuditMode, Channel, Status
from tianyi_desk.services.briefs import Brief
from tianyi_desk.services.plan_listing import NOTHING, PlanLine

TRADES = ("机械", "电子", "化工", "精密铸造", "包装材料", "环保设备", "生物科技")
STATUSES = (Status.NORMAL, Status.ANOMALOUS, Status.REMINDED, Status.EXPLAINED, Status.TO_CHECK)


def line(
    number: str,
    start: datetime,
    end: datetime,
    status: Status | None = Status.NORMAL,
    team: Sequence[str] = ("崔明远", "贾思齐"),
    **changes: Any,
) -> PlanLine:
    """Build a plan of the calendar; the first of the team leads it."""
    values: dict[str, Any] = {
        "number": number,
        "enterprise": f"大连{number}机械有限公司",
        "folded_enterprise": f"大连{number}机械有限公司",
        "projects": ("ISO9001",),
        "starred": ("ISO9001*",),
        "fields": ("QMS",),
        "start": start,
        "end": end,
        "mode": AuditMode.ON_SITE,
        "state": "",
        "region": "辽宁省",
        "leaders": tuple(team[:1]),
        "branch": "辽宁分公司",
        "status": status,
        "channel": Channel.MINI_PROGRAM,
        "deadline": None,
        "bound_with": (),
    }
    brief = Brief(**(values | changes))
    return PlanLine(brief, "、".join(team), (), NOTHING, number)


def month_of_lines(size: int, first: date = date(2026, 10, 1)) -> list[PlanLine]:
    """Build a month of plans of one to four days; everything follows from the plan's place."""
    made = []
    for place in range(size):
        day = datetime(first.year, first.month, 1) + timedelta(days=place * 5 % 28)
        start = day + timedelta(hours=8.5 if place % 3 else 13.5)
        end = day + timedelta(days=place % 4, hours=12 if place % 5 == 1 and place % 3 else 17)
        status = STATUSES[place % len(STATUSES)]
        made.append(
            line(
                f"R{place:06}",
                start,
                end,
                status,
                [f"审核员{(place * 13 + member) % (size // 8 + 3)}" for member in range(3)],
                enterprise=f"大连{TRADES[place % len(TRADES)]}{place}有限公司",
                deadline=end.date() + timedelta(days=7) if status is Status.ANOMALOUS else None,
            )
        )
    return made
