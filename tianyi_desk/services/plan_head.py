"""The head of the 计划页: which plan it is, how it stands, until when something must be filed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tianyi_desk.facts.finding import Finding
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import AnomalyKind, AuditMode, Channel, MustSign, Side, Status
from tianyi_desk.facts.wording import day_words, masked_phone
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.duties import Duties
from tianyi_desk.rules.filing import KIND_OF, earliest
from tianyi_desk.rules.policy import Calendar, RuleBook
from tianyi_desk.rules.workdays import Deadline, missing_year_warning, working_days_between
from tianyi_desk.services.deadlines import left_words
from tianyi_desk.services.privacy import masked


@dataclass(frozen=True, slots=True)
class ProjectMark:
    """One 认证项目 as written, its field ("" where the table does not know it), and who demands that it signs."""

    name: str
    field: str
    must_sign: MustSign | None

    @property
    def text(self) -> str:
        """Return the project with the regulator's 必签 mark, where it has one."""
        return f"{self.name}*" if self.must_sign is MustSign.OFFICIAL else self.name


@dataclass(frozen=True, slots=True)
class Due:
    """The last day for filing an explanation.

    `reason` says why that day; `days_left` counts working days from the moment the page is opened, negative once
    it is over. `pending` says that something is still to be filed; `overdue` that it is, and the day is past.
    """

    title: str
    day: date
    reason: str
    days_left: int
    pending: bool
    overdue: bool

    @property
    def words(self) -> str:
        """Say how much time is left, in working days."""
        if not self.pending:
            return day_words(self.day)
        return left_words(self.days_left, overdue=self.overdue)


@dataclass(frozen=True, slots=True)
class Judged:
    """The stored verdict of a plan, as far as the page shows it; times are China Standard Time."""

    as_of: datetime
    at: datetime
    channel: Channel
    status: Status
    policy: date | None
    photos_unreviewed: bool


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What stands at the top of the page.

    `status` is None where the plan was never judged. `as_of` is the moment it was judged for, `stale` says that its
    facts changed since. `marks` are the words of what is special (涉密, 临时调整, …). Phones are masked.
    """

    number: str
    enterprise: str
    credit_code: str
    projects: tuple[ProjectMark, ...]
    fields: tuple[str, ...]
    certificates: tuple[str, ...]
    mode: AuditMode
    activities: tuple[str, ...]
    start: datetime
    end: datetime
    channel: Channel
    covered: bool
    status: Status | None
    policy: date | None
    policy_title: str
    dues: tuple[Due, ...]
    marks: tuple[str, ...]
    adjustment: str
    photos_unreviewed: bool
    as_of: datetime | None
    judged_at: datetime | None
    stale: bool
    contact: str
    contact_phone: str
    region: str
    remarks: str
    warnings: tuple[str, ...]


def head_of(
    case: Case,
    book: RuleBook,
    verdict: tuple[Judged, bool] | None,
    findings: Sequence[Finding],
    moment: datetime,
) -> PlanHead:
    """Return the head of a plan's page.

    `verdict` is the stored one with whether facts changed since; `findings` are those that hold; `moment` is when
    the page is opened.
    """
    judged, stale = verdict or (None, False)
    plan = case.plan
    projects = project_marks(book, plan)
    dues = tuple(_dues(case, book.calendar, findings, moment.date()))
    years = {year for last in (case.deadline, case.statement_deadline) if last for year in last.missing_years}
    return PlanHead(
        number=plan.number,
        enterprise=plan.enterprise,
        credit_code=plan.credit_code,
        projects=projects,
        fields=tuple(dict.fromkeys(one.field for one in projects if one.field)),
        certificates=plan.certificates,
        mode=plan.mode,
        activities=plan.activities,
        start=plan.start,
        end=plan.end,
        channel=case.channel,
        covered=case.covered,
        status=judged.status if judged else None,
        policy=case.policy.effective if case.policy is not None and case.judged else None,
        policy_title=case.policy.title if case.policy is not None and case.judged else "",
        dues=dues,
        marks=marks_of(case),
        adjustment=masked(plan.adjustment),
        photos_unreviewed=bool(judged and judged.photos_unreviewed),
        as_of=judged.as_of if judged else None,
        judged_at=judged.at if judged else None,
        stale=stale,
        contact=masked(plan.contact),
        contact_phone=masked_phone(plan.contact_phone),
        region=plan.region,
        remarks=masked(plan.remarks),
        warnings=tuple(missing_year_warning(year) for year in sorted(years)),
    )


def project_marks(book: RuleBook, plan: Plan) -> tuple[ProjectMark, ...]:
    """Return a plan's projects, each with who demands by itself that this plan signs on 认证到 (section 2)."""
    duties = Duties(book)
    return tuple(_project_mark(book, duties, plan, name) for name in plan.projects)


def _project_mark(book: RuleBook, duties: Duties, plan: Plan, name: str) -> ProjectMark:
    alone = replace(plan, projects=(name,))
    demands = {duties.on(alone, day).must_sign for day in (plan.start.date(), plan.end.date())}
    area = book.projects.field_of(name)
    must_sign = next((one for one in (MustSign.OFFICIAL, MustSign.HOUSE) if one in demands), None)
    return ProjectMark(name, area.name if area else "", must_sign)


def marks_of(case: Case) -> tuple[str, ...]:
    """Return the words of what is special about a plan."""
    plan = case.plan
    found = (
        (plan.state, not plan.valid),
        ("涉密", plan.confidential),
        ("临时调整", bool(plan.adjustment)),
        ("境外", plan.foreign),
        ("未同步认证到", plan.synced is False),
        ("随绑定计划签到", case.covered),
    )
    return tuple(word for word, holds in found if holds)


def _dues(case: Case, calendar: Calendar, findings: Sequence[Finding], today: date) -> list[Due]:
    """Return the deadlines of the plan: the explanations' (F4) and the remote statement's (F5)."""
    policy = case.policy
    if policy is None:
        return []
    kinds = [KIND_OF[one.code] for one in findings if one.code in KIND_OF]
    owed = (
        ("说明期限", case.deadline, policy.explanation_working_days, kinds),
        (
            "其他情况说明期限",
            case.statement_deadline,
            policy.remote_statement_working_days,
            [AnomalyKind.STATEMENT],
        ),
    )
    return [
        _due(case, title, last, days or 0, needed, calendar, today)
        for title, last, days, needed in owed
        if last is not None
    ]


def _due(
    case: Case,
    title: str,
    last: Deadline,
    days: int,
    needed: Sequence[AnomalyKind],
    calendar: Calendar,
    today: date,
) -> Due:
    pending = any(earliest(case, kind, Side.BODY) is None for kind in needed)
    left = working_days_between(calendar, today, last.day)
    return Due(title, last.day, f"审核结束后第 {days} 个工作日", left, pending, pending and today > last.day)
