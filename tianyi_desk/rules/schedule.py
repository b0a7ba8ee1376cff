"""When a plan's meetings are, and which half-days it covers (rule book, section 1)."""

from datetime import datetime, timedelta

from tianyi_desk.facts.plan import Plan

NOON_HOUR = 13
"""An hour below 13 is 上午 (F6)."""


def opening_at(plan: Plan) -> datetime:
    """Return 首次会议开始: recorded, else the plan's start (推定)."""
    return plan.opening_at or plan.start


def closing_end(plan: Plan) -> datetime:
    """Return 末次会议结束: recorded, else the plan's end (推定)."""
    return plan.closing_end or plan.end


def closing_start(plan: Plan, meeting_minutes: int) -> datetime:
    """Return 末次会议开始: recorded, else the closing meeting's end less its assumed length."""
    return plan.closing_start or closing_end(plan) - timedelta(minutes=meeting_minutes)


def first_half_day(plan: Plan) -> int:
    """Return the number of the half-day in which a plan starts: two a day, 上午 before 下午."""
    return plan.start.toordinal() * 2 + (plan.start.hour >= NOON_HOUR)


def last_half_day(plan: Plan) -> int:
    """Return the number of the half-day in which a plan ends."""
    return plan.end.toordinal() * 2 + (plan.end.hour >= NOON_HOUR)
