"""Make cases of dossiers: duties, covering, binding, what counts; and measure their distances in one go."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from tianyi_desk.facts.ledger import Binding, Dossier
from tianyi_desk.facts.photo_list import known_photos, uploads_of
from tianyi_desk.facts.plan import Member, Plan
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import AuditMode, Channel, Event, PhotoCategory, Side
from tianyi_desk.rules import binding, presence, schedule
from tianyi_desk.rules.case import Case, Point, Uploads
from tianyi_desk.rules.duties import Duties, Duty
from tianyi_desk.rules.people import Directory
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.survey import Survey
from tianyi_desk.rules.timing import span_of
from tianyi_desk.rules.traits import traits_of
from tianyi_desk.rules.workdays import Deadline, add_working_days

ASSUMED_MEETING_MINUTES = 60
"""Length of a closing meeting where no policy says (nothing is judged there)."""


def open_cases(
    dossiers: Sequence[Dossier],
    loose: Iterable[CheckIn],
    directory: Directory,
    book: RuleBook,
    as_of: datetime,
    bindings: Iterable[Binding] = (),
) -> list[Case]:
    """Return the cases of `dossiers` in the same order, measured and ready for the rules.

    Check-ins, uploads and explanations dated after `as_of` are ignored, those of unknown time kept (section 2).
    `bindings` are what people said of pairs of plans.
    """
    return _Docket(loose, directory, book, as_of).open(dossiers, binding.said_of(bindings))


class _Docket:
    """What opening cases shares: the book, the people, and what was looked up once already."""

    def __init__(
        self, loose: Iterable[CheckIn], directory: Directory, book: RuleBook, as_of: datetime
    ) -> None:
        self._directory, self._book, self._as_of = directory, book, as_of
        self._today = as_of.date()
        self._duties = Duties(book)
        self._deadlines: dict[tuple[date, int], Deadline] = {}
        self._loose: defaultdict[str, list[CheckIn]] = defaultdict(list)
        for record in loose:
            self._loose[record.name].append(record)

    def open(self, dossiers: Sequence[Dossier], said: binding.Said) -> list[Case]:
        cases = [self._open(dossier) for dossier in dossiers]
        _bind(cases, self._book, said)
        for case in cases:
            case.covered = self._is_covered(case)
        for case in cases:
            self._settle(case)
        for case in cases:
            if case.judged:
                presence.count_records(case, self._book.half_day_binding_from)
                presence.gather_dingtalk(case, self._loose)
                _gather_photos(case)
                _gather_explanations(case, self._today)
        _measure(cases)
        for case in cases:
            case.traits = traits_of(case)
        return cases

    def _open(self, dossier: Dossier) -> Case:
        plan, as_of = dossier.plan, self._as_of
        first, last = plan.start.date(), plan.end.date()
        opening = self._duties.on(plan, first)
        closing = opening if first == last else self._duties.on(plan, last)
        policy = closing.policy
        end = schedule.closing_end(plan)
        meeting = policy.closing_meeting_minutes if policy else ASSUMED_MEETING_MINUTES
        points = _points(plan)
        return Case(
            dossier=dossier,
            plan=plan,
            as_of=as_of,
            opening=opening,
            closing=closing,
            channel=closing.channel,
            policy=policy,
            directory=self._directory,
            opening_at=schedule.opening_at(plan),
            closing_start=schedule.closing_start(plan, meeting),
            closing_end=end,
            closing_limit=end + span_of(policy.closing_late_minutes) if policy else end,
            ended=self._today > last,
            remote=plan.mode is AuditMode.REMOTE,
            unknown_projects=self._duties.unknown_projects(plan),
            own=presence.in_time_order([one for one in dossier.check_ins if one.at <= as_of]),
            photos=known_photos(dossier.photos, as_of),
            points=points,
            located=bool(points) and None not in points,
            judged=closing.channel is not Channel.NONE,
        )

    def _is_covered(self, case: Case) -> bool:
        """Tell whether a bound plan owed on 认证到 covers this GJB or unsynchronised one (N4, N5)."""
        if case.channel is not Channel.DINGTALK or not case.bound:
            return False
        return self._duties.may_be_covered(case.plan) and any(
            partner.closing.owed and _share_a_member(case, partner) for partner in case.bound
        )

    def _settle(self, case: Case) -> None:
        """Fix what a plan owes, now that covering is known, and by when."""
        if case.covered:
            case.channel = Channel.MINI_PROGRAM
            case.opening = Duty(case.opening.policy, Channel.MINI_PROGRAM, None)
            case.closing = Duty(case.closing.policy, Channel.MINI_PROGRAM, None)
        case.on_mini_program = case.channel is Channel.MINI_PROGRAM and not case.covered
        case.owed = _EVENTS_OWED[case.opening.must_sign is not None, case.closing.must_sign is not None]
        policy, end = case.policy, case.plan.end.date()
        if policy is None or not case.on_mini_program:
            return
        case.deadline = self._deadline(end, policy.explanation_working_days)
        if case.plan.mode is not AuditMode.ON_SITE:
            case.statement_deadline = self._deadline(end, policy.remote_statement_working_days)

    def _deadline(self, end: date, days: int | None) -> Deadline | None:
        if days is None:
            return None
        found = self._deadlines.get((end, days))
        if found is None:
            found = self._deadlines[end, days] = add_working_days(self._book.calendar, end, days)
        return found


_EVENTS_OWED = {
    (True, True): (Event.OPENING, Event.CLOSING),
    (True, False): (Event.OPENING,),
    (False, True): (Event.CLOSING,),
    (False, False): (),
}
"""The events owed on 认证到, by whether somebody demands the 签到 and the 签退."""


def _points(plan: Plan) -> list[Point | None]:
    return [
        None if address.position is None else address.position.point(foreign=plan.foreign)
        for address in plan.addresses
    ]


def _bind(cases: list[Case], book: RuleBook, said: binding.Said) -> None:
    lists = binding.bound_lists([case.plan for case in cases], book.half_day_binding_from, said)
    for case, others, visit in zip(cases, lists, binding.visits(lists), strict=True):
        case.visit = visit
        if others:
            case.bound = [cases[other] for other in others]
            if said:
                mine = case.plan.number
                numbers = (one.plan.number for one in case.bound)
                case.joined = frozenset(one for one in numbers if said.get(frozenset((mine, one))))


def _share_a_member(case: Case, partner: Case) -> bool:
    people = case.directory
    return any(
        mine.name == theirs.name and _same_member(people, mine, theirs)
        for mine in case.plan.team
        for theirs in partner.plan.team
    )


def _same_member(people: Directory, mine: Member, theirs: Member) -> bool:
    one, other = people.member(mine), people.member(theirs)
    return one.key is None or other.key is None or one.key == other.key


def _gather_photos(case: Case) -> None:
    """Take the plan's photos, and the bound plans' by uploaders on this team or unknown (section 3)."""
    if case.bound:
        bound = [photo for partner in case.bound for photo in partner.photos]
        counts = [not photo.uploader or case.has_member(photo.uploader) for photo in bound]
        mine = (photo for photo, one in zip(bound, counts, strict=True) if one)
        case.counted_photos = [*case.photos, *mine]
        case.refused_photos = [photo for photo, one in zip(bound, counts, strict=True) if not one]
    else:
        case.counted_photos = case.photos
    uploads: dict[PhotoCategory, Uploads] = {}
    for category, moment in uploads_of(case.counted_photos):
        found = uploads.get(category)
        if found is None:
            uploads[category] = Uploads(1, moment, moment)
        else:
            found.add(moment)
    case.uploads = uploads


def _gather_explanations(case: Case, today: date) -> None:
    """Take the filings known today, the bound plans' of either side included (F6), earliest first."""
    known = [one for one in case.dossier.explanations if one.filed_on <= today]
    for partner in case.bound:
        known += [
            one
            for one in partner.dossier.explanations
            if one.filed_on <= today
            and (one.side is Side.BODY or not one.author or case.has_member(one.author))
        ]
    if known:
        case.explanations = sorted(known, key=lambda one: (one.filed_on, one.plan, one.author))


def _measure(cases: Iterable[Case]) -> None:
    """Measure counted and own 钉钉 records against every address, and their fixes, all plans in one vector."""
    survey = Survey()
    for case in cases:
        for record in case.signed_in.records:
            _want(case, record, survey)
        for record in case.signed_out.records:
            _want(case, record, survey)
        if case.channel is Channel.DINGTALK:
            for record in case.own_dingtalk:
                _want(case, record, survey)
    survey.measure()
    for case in cases:
        if case.owed:
            _place(case)


def _place(case: Case) -> None:
    """Say which owed events have counted records, and how near the nearest of them is."""
    signed = tuple([event for event in case.owed if case.signed(event).records])
    if not case.remote:
        case.placed = signed
    if case.located:
        for event in signed:
            found = case.nearest_of(case.signed(event).records)
            if found is not None:
                case.nearest_at[event] = found


def _want(case: Case, record: CheckIn, survey: Survey) -> None:
    if record.position is None or id(record) in case.distances:
        return
    point = record.position.point(foreign=case.plan.foreign)
    if point is None:
        return
    row: list[float | None] = [None] * len(case.points)
    case.distances[id(record)] = row
    for place, target in enumerate(case.points):
        if target is not None:
            survey.want(row, place, point, target)
    if record.fix is not None and (fix := record.fix.point(foreign=case.plan.foreign)) is not None:
        moved: list[float | None] = [None]
        case.fix_distances[id(record)] = moved
        survey.want(moved, 0, point, fix)


def point_of(record: CheckIn, plan: Plan) -> Point | None:
    """Return where a record was signed, in WGS-84 degrees, None where its coordinate cannot be used."""
    return record.position.point(foreign=plan.foreign) if record.position else None
