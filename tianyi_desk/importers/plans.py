"""Draft a plan from one row of 审核计划."""

from datetime import datetime

from tianyi_desk.facts.plan import VALID_STATE, Member, Plan
from tianyi_desk.facts.vocabulary import AuditMode, Role
from tianyi_desk.importers.cells import answer, is_blank, phone_text, several
from tianyi_desk.importers.modes import leading_mode, read_mode, stated_mode
from tianyi_desk.importers.periods import Period, begun, ended, meeting_time, read_period
from tianyi_desk.importers.places import read_addresses
from tianyi_desk.importers.projects import read_activities, read_projects
from tianyi_desk.importers.regions import is_foreign
from tianyi_desk.importers.remarks import suggestions
from tianyi_desk.importers.rows import Row
from tianyi_desk.importers.teams import merged, read_people, read_team, with_absent, with_remote
from tianyi_desk.importers.times import Moment, read_moment

BAD_TIME = "D07"
A_PERIOD = "起止时间，如 2021-10-18 08:30至2021-10-20 15:30"
A_MOMENT = "日期和时间，如 2021-10-18 08:30"
A_MEETING = "会议时间，如 2021-10-18 08:30 或 08:30"
A_TEAM = "审核组成员，如 【组长】甲 【组员】乙, 丙"
NAMES = "人员姓名，用逗号或顿号分隔"
MODES = "现场、远程 或 现场+远程"
_TEAM_COLUMNS = (
    ("leader", Role.LEADER),
    ("team", Role.MEMBER),
    ("members", Role.MEMBER),
    ("trainees", Role.TRAINEE),
    ("experts", Role.EXPERT),
)
UNSAID = frozenset({"", "否", "N", "NO", "FALSE", "0"})


def draft_plan(row: Row) -> tuple[Plan, ...]:
    """Return the plan of a row; nothing where the row has faults."""
    number = row.plan_number("number")
    enterprise = row.needed("enterprise", "企业名称")
    credit_code = row.whole_number("credit_code", "credit_code")
    projects = read_projects(row.needed("projects", "认证项目，如 ISO9001"))
    certificates = several(row.whole_number("certificates", "certificates"))
    activities = read_activities(row.needed("activities", "审核活动，如 监督审核"))
    remarks = row.text("remarks")
    mode = _mode(row, remarks)
    period = plan_period(row)
    opening, closing_start, closing_end = _meetings(row, period)
    region = row.words("region")
    addresses = read_addresses(row, remarks)
    team = _team(row)
    confidential = row.yes("confidential")
    adjustment = row.words("adjustment")
    synced = row.read("synced", read_synced, "是 或 否")
    if period is None or row.faults:
        return ()
    _suggest(row, remarks, team, confidential=bool(confidential))
    plan = Plan(
        number,
        enterprise,
        projects,
        period.start,
        period.end,
        addresses,
        team,
        mode,
        activities,
        opening,
        closing_start,
        closing_end,
        credit_code,
        certificates,
        region,
        bool(region) and is_foreign(region),
        row.words("contact"),
        phone_text(row.words("contact_phone")),
        bool(confidential),
        "" if adjustment.upper() in UNSAID else adjustment,
        synced,
        remarks,
        row.words("state") or VALID_STATE,
        row.source,
    )
    return (plan,)


def plan_period(row: Row, code: str | None = BAD_TIME) -> Period | None:
    """Return when the audit is; missing, impossible or not ending after its start is a fault with `code` (D07)."""
    text = row.words("period")
    two_columns = row.words("starts"), row.words("ends")
    if all(two_columns) or (any(two_columns) and not text):
        return _from_two_columns(row, code)
    if not text:
        row.fault("period" if row.has("period") else "starts", A_PERIOD, code=code)
        return None
    period = read_period(text)
    if period is None:
        row.fault("period", A_PERIOD, code=code)
    elif period.end <= period.start:
        row.fault("period", "结束晚于开始的起止时间", code=code)
    else:
        return period
    return None


def _from_two_columns(row: Row, code: str | None) -> Period | None:
    start, end = begun(_moment(row, "starts")), ended(_moment(row, "ends"))
    if start is None:
        row.fault("starts", A_MOMENT, code=code)
    if end is None:
        row.fault("ends", A_MOMENT, code=code)
    if start is None or end is None:
        return None
    if end <= start:
        row.fault("ends", f"晚于审核开始时间 {start:%Y-%m-%d %H:%M} 的时间", code=code)
        return None
    return Period(start, end)


def _moment(row: Row, field: str) -> Moment | None:
    cell = row.cell(field)
    return None if cell == "" else read_moment(cell)


def _meetings(row: Row, period: Period | None) -> tuple[datetime | None, datetime | None, datetime | None]:
    """Return the recorded meeting times; a bare time is on the plan's first or last day."""
    if period is None:
        return None, None, None
    first, last = period.start.date(), period.end.date()
    times: list[datetime | None] = []
    for field, day in (("opening_at", first), ("closing_start", last), ("closing_end", last)):
        cell = row.cell(field)
        at = meeting_time(cell, day) if cell != "" else None
        if at is None and cell != "":
            row.fault(field, A_MEETING)
        times.append(at)
    return times[0], times[1], times[2]


def _mode(row: Row, remarks: str) -> AuditMode:
    """Return 审核方式, from 备注 where its cell is empty, else 现场 (rule book, section 2)."""
    mode = row.read("mode", read_mode, MODES)
    if mode is None and not row.words("mode") and (words := stated_mode(remarks)):
        mode = leading_mode(words)
        if mode is None:
            row.fault("remarks", f"备注中“审核方式”之后写明{MODES}")
    return mode or AuditMode.ON_SITE


def _team(row: Row) -> tuple[Member, ...]:
    members: list[Member] = []
    for field, role in _TEAM_COLUMNS:
        text = row.words(field)
        if not text:
            continue
        people = read_team(text, role)
        if people is None:
            row.fault(field, A_TEAM)
        else:
            members.extend(people)
    team = merged(members)
    if not team or not (row.words("team") or row.words("leader")):
        row.fault("team" if row.has("team") else "leader", A_TEAM)
    remote = row.read("remote", read_people, NAMES)
    if remote:
        team = with_remote(team, remote)
    absent = row.read("absent", read_people, NAMES)
    if absent:
        team, strangers = with_absent(team, absent)
        for name in strangers:
            row.note(f"未参会人员“{name}”不在审核组中，没有采用，请人工确认")
    return team


def read_synced(text: str) -> bool | None:
    """Return whether the plan is on 认证到; 已同步 and 未同步 are answers, too."""
    word = text.replace("同步", "").replace("到认证到", "").replace("认证到", "").strip()
    if word != text and word in {"", "已", "可", "已经"}:
        return True
    return False if word in {"未", "不", "没有", "无法", "不能", "没"} else answer(text)


def _suggest(row: Row, remarks: str, team: tuple[Member, ...], *, confidential: bool) -> None:
    """Note what 备注 hints at and the columns do not say."""
    if not remarks or is_blank(remarks):
        return
    for field, words in suggestions(remarks):
        if field == "absent" and not any(member.absent for member in team):
            row.note(f"备注提到“{words}”，如确有未参会人员请人工确认")
        if field == "confidential" and not confidential:
            row.note("备注提到“涉密”，如确为涉密单位请人工确认")
