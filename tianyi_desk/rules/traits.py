"""What a case has, so that checks which can find nothing on it need not run (`table.Rule.needs`).

A trait may be there without its checks finding anything, but never be missing where one would.
"""

from tianyi_desk.facts.vocabulary import Event, Role
from tianyi_desk.rules.case import Case, Trait
from tianyi_desk.rules.timing import opening_last_house, span_of


def traits_of(case: Case) -> int:
    """Return a case's traits; ANOMALY follows when the O checks have run."""
    return (
        _of_plan(case) | _of_people(case) | _of_records(case) | _of_times(case) | _of_places(case)
    ) | _of_photos(case)


def _of_plan(case: Case) -> int:
    plan, traits = case.plan, 0
    if case.bound:
        traits |= Trait.BOUND
    if not case.located:
        traits |= Trait.UNLOCATED
    if case.unknown_projects:
        traits |= Trait.UNKNOWN_PROJECT
    if plan.confidential or plan.adjustment:
        traits |= Trait.EXCUSED
    if case.statement_deadline is not None:
        traits |= Trait.STATEMENT
    for address in plan.addresses:
        if address.position is not None:
            traits |= Trait.POSITION | Trait.SWAPPED if address.position.swapped else Trait.POSITION
    return traits


def _of_people(case: Case) -> int:
    directory, traits, leaders = case.directory, 0, 0
    loaded = directory.loaded
    for member in case.plan.team:
        if member.role is Role.LEADER:
            leaders += 1
        if member.absent:
            traits |= Trait.ABSENTEE
        if loaded and directory.member(member).matches != 1:
            traits |= Trait.STRANGER
    return traits if leaders == 1 else traits | Trait.LEADERS


def _of_records(case: Case) -> int:
    opening, closing, traits = case.signed_in, case.signed_out, 0
    if case.owed and not (opening.records and closing.records):
        traits |= Trait.LACKING
    if opening.early or closing.wrong_day:
        traits |= Trait.OFF_DAY
    if len(opening.records) > 1 or len(closing.records) > 1:
        traits |= Trait.SEVERAL
    if case.outsiders:
        traits |= Trait.OUTSIDER
    for record in case.own:
        if record.phone:
            traits |= Trait.PHONE
        position, fix = record.position, record.fix
        if (position is not None and position.swapped) or (fix is not None and fix.swapped):
            traits |= Trait.SWAPPED
    return traits


def _of_times(case: Case) -> int:
    first, last = case.first, case.last
    if first is not None:
        policy = case.opening.policy
        if policy and first.at > opening_last_house(case, policy):
            return Trait.OFF_TIME
    if last is None:
        return 0
    if not case.closing_start <= last.at <= case.closing_limit:
        return Trait.OFF_TIME
    if first is not None:
        policy, plan, stay = case.closing.policy, case.plan, last.at - first.at
        short = plan.start.date() == plan.end.date() and stay * 2 < plan.end - plan.start
        if short or (policy and stay < span_of(policy.min_stay_minutes)):
            return Trait.OFF_TIME
    return 0


def _of_places(case: Case) -> int:
    traits = Trait.FIX if case.fix_distances else 0
    for event in case.placed:
        found, opening = case.nearest_at.get(event), event is Event.OPENING
        policy = (case.opening if opening else case.closing).policy
        if policy and found and found[0] >= policy.deviation_m - policy.datum_doubt_m:
            traits |= Trait.FAR
        if id((case.signed_in if opening else case.signed_out).records[0]) not in case.distances:
            traits |= Trait.UNMEASURED
    return traits


def _of_photos(case: Case) -> int:
    traits, policy = 0, case.policy
    if policy is not None and case.photos:
        few = min(policy.meeting_photos_max, policy.other_photos_max)
        if any(uploads.count > few for uploads in case.uploads.values()):
            traits |= Trait.MANY_PHOTOS
    if case.dossier.reviews or (case.bound and any(one.dossier.reviews for one in case.bound)):
        traits |= Trait.REVIEWED
    return traits
