"""Open the 计划页: everything that is known of one plan, read at one moment of the database, ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import FindingClass, Origin, Status
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.loading import load_ledger
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.inputs import position_words
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.reasons import Explainer
from tianyi_desk.services import trail
from tianyi_desk.services.correction_slots import Editable, editables
from tianyi_desk.services.draft_views import Draft, drafts_of_plans
from tianyi_desk.services.drafts import DraftState, draft_states
from tianyi_desk.services.plan_changes import ChangeRow, change_rows
from tianyi_desk.services.plan_filings import ExplanationRow, SideState, explanation_rows, side_states
from tianyi_desk.services.plan_findings import FindingRow, finding_row, holding_findings
from tianyi_desk.services.plan_head import Judged, PlanHead, ProjectMark, head_of, project_marks
from tianyi_desk.services.plan_people import Team, team_of
from tianyi_desk.services.plan_records import CheckInRow, PhotoRow, check_in_rows, photo_rows
from tianyi_desk.services.plan_sources import SourceRow, source_rows
from tianyi_desk.services.plan_timeline import Timeline
from tianyi_desk.services.plan_timing import timeline_of
from tianyi_desk.services.record_keys import RecordKeys, void_check_in, void_photo


@dataclass(frozen=True, slots=True)
class BoundPlan:
    """Another plan of the same visit; `direct` says that it is bound itself, not only through a third."""

    number: str
    enterprise: str
    projects: tuple[ProjectMark, ...]
    status: Status | None
    direct: bool


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One audit address; `point` is (longitude, latitude) in WGS-84 degrees, None where it cannot be used."""

    text: str
    position: str
    origin: Origin
    flaw: str
    swapped: bool
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the page shows; personal numbers are masked, lists are in the order they are read."""

    head: PlanHead
    bound: tuple[BoundPlan, ...]
    addresses: tuple[AddressRow, ...]
    timeline: Timeline
    check_ins: tuple[CheckInRow, ...]
    team: Team
    photos: tuple[PhotoRow, ...]
    findings: tuple[FindingRow, ...]
    sides: tuple[SideState, ...]
    explanations: tuple[ExplanationRow, ...]
    draft: DraftState
    drafts: tuple[Draft, ...]
    changes: tuple[ChangeRow, ...]
    sources: tuple[SourceRow, ...]
    editables: tuple[Editable, ...] = ()
    """What may be put right here, in the order of the page."""
    void_check_ins: tuple[CheckInRow, ...] = ()
    void_photos: tuple[PhotoRow, ...] = ()

    def count(self, finding_class: FindingClass) -> int:
        """Count the findings of one class; classes are never added up."""
        return sum(one.finding_class is finding_class for one in self.findings)


def open_page(database: Database, book: RuleBook, number: str, moment: datetime) -> Job[PlanPage | None]:
    """Gather the page of a plan; None where the database has no such plan.

    `moment` (China Standard Time) is when it is opened: working days left are counted from it, and a plan that
    was never judged is looked at as of it. A judged plan is looked at as of the moment it was judged for, so that
    reasons agree with findings.
    """
    yield Progress("正在打开计划")
    with collector_paused(), database.reading() as session:
        key = keys_of(session, [number]).get(number)
        if key is None:
            return None
        judged = _verdicts(session, [number]).get(number)
        ledger = load_ledger(session, [number])
        yield Progress("正在查明原因")
        explainer = Explainer(ledger, book, judged.as_of if judged else moment)
        case = explainer.case_of(number)
        return None if case is None else _page(session, key, explainer, case, moment)


def _page(session: Session, key: int, explainer: Explainer, case: Case, moment: datetime) -> PlanPage:
    number, visit, book = case.plan.number, explainer.visit_of(case), explainer.book
    verdicts = _verdicts(session, [one.plan.number for one in visit])
    judged = verdicts.get(number)
    stored = holding_findings(session, key)
    findings = [finding for finding, _opened, _decided in stored]
    entries = trail.entries_of_plan(session, key)
    numbers = [one.plan.number for one in visit]
    known = RecordKeys(session, numbers)
    check_ins, photos = check_in_rows(case, visit, known.check_ins), photo_rows(case, visit, known.photos)
    changes = change_rows(number, entries)
    verdict = (judged, _changed_since(entries, judged)) if judged else None
    return PlanPage(
        head=head_of(case, book, verdict, findings, moment),
        bound=_bound(case, visit, book, verdicts),
        addresses=_addresses(case.plan),
        timeline=timeline_of(case, check_ins, photos),
        check_ins=check_ins,
        team=team_of(case, findings),
        photos=photos,
        findings=tuple(finding_row(explainer, *row) for row in stored),
        sides=side_states(case, [finding.code for finding in findings]),
        explanations=explanation_rows(case),
        draft=draft_states(session, [number]).get(number, DraftState()),
        drafts=drafts_of_plans(session, [number]),
        changes=changes,
        sources=source_rows(session, key),
        editables=editables(session, key, numbers, entries, changes),
        void_check_ins=tuple(void_check_in(case, *one) for one in known.void_check_ins),
        void_photos=tuple(void_photo(case, *one) for one in known.void_photos),
    )


def _verdicts(session: Session, numbers: Sequence[str]) -> dict[str, Judged]:
    """Read the stored verdicts of some plans by their numbers."""
    verdict = t.judgement.c
    columns = (
        t.plan.c.number,
        verdict.as_of,
        verdict.judged_at,
        verdict.channel,
        verdict.status,
        verdict.policy,
        verdict.photos_unreviewed,
    )
    rows = session.execute(
        select(*columns).join_from(t.judgement, t.plan).where(t.plan.c.number.in_(numbers))
    )
    return {number: Judged(*rest) for number, *rest in rows}


def _changed_since(entries: Sequence[trail.Entry], judged: Judged) -> bool:
    """Tell whether the plan or a record of it was written after it was judged."""
    return any(one.entity != trail.FINDING and one.at > judged.at for one in entries)


def _bound(
    case: Case, visit: Sequence[Case], book: RuleBook, verdicts: Mapping[str, Judged]
) -> tuple[BoundPlan, ...]:
    direct = {one.plan.number for one in case.bound}
    return tuple(
        BoundPlan(
            one.plan.number,
            one.plan.enterprise,
            project_marks(book, one.plan),
            verdicts[one.plan.number].status if one.plan.number in verdicts else None,
            one.plan.number in direct,
        )
        for one in visit
        if one is not case
    )


def _addresses(plan: Plan) -> tuple[AddressRow, ...]:
    return tuple(
        AddressRow(
            address.text,
            position_words(address.position),
            address.origin,
            address.position.flaw.value if address.position and address.position.flaw else "",
            bool(address.position and address.position.swapped),
            address.position.point(foreign=plan.foreign) if address.position else None,
        )
        for address in plan.addresses
    )
