"""Which check-ins count for which event of a plan (rule book, sections 3 and 4)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Channel, Event
from tianyi_desk.rules.binding import signs_together
from tianyi_desk.rules.case import Case, Counted


def channel_of(record: CheckIn, home: Case) -> Channel:
    """Return a record's channel: what the file said, else its plan's (认证到 on a covered plan)."""
    return record.channel or home.channel


def time_order(record: CheckIn) -> tuple[datetime, str, str, int]:
    """Return what records are sorted by: the moment, then what tells equal moments apart."""
    return record.at, record.plan, record.name, record.source.row if record.source else 0


def in_time_order(records: list[CheckIn]) -> list[CheckIn]:
    """Sort records; most plans have two, and those mostly in order."""
    if len(records) > 1 and not (len(records) == 2 and records[0].at < records[1].at):
        records.sort(key=time_order)
    return records


def closing_day(case: Case, moment: datetime) -> date:
    """Return the day a 签退 belongs to: the end day for one after midnight that is still within the limit."""
    day, end = moment.date(), case.plan.end.date()
    return end if day > end and moment <= case.closing_limit else day


def _is_in_time(case: Case, record: CheckIn) -> bool:
    if record.event is Event.OPENING:
        return case.opening_at.date() <= record.at.date() <= case.plan.end.date()
    return closing_day(case, record.at) == case.plan.end.date()


def count_records(case: Case, half_day_from: date) -> None:
    """Fill what counts for each event, bound records included, and what is judged for time.

    Channel 认证到 only. Own records of the team that fall outside the event's days are kept apart for H01, H05 and
    the evidence of O1, as are records that only a wrong signer or a declined 同时签到 keeps out (M2.4). A plan that
    a person bound signs together on every day of its event.
    """
    for record in case.own:
        ours = case.on_team(record)
        if not ours:
            case.outsiders = True
        if (record.channel or case.channel) is Channel.MINI_PROGRAM:
            _place_own(case, record, ours=ours)
    for partner in case.bound:
        for record in partner.own:
            if channel_of(record, partner) is not Channel.MINI_PROGRAM or not _is_in_time(case, record):
                continue
            closing = record.event is Event.CLOSING
            day = closing_day(case, record.at) if closing else record.at.date()
            by_hand = partner.plan.number in case.joined
            if by_hand or signs_together(partner.plan, case.plan, record.event, day, half_day_from):
                _place_bound(case, record, case.signed(record.event))
    in_time_order(case.signed_in.records)
    in_time_order(case.signed_out.records)
    case.first = case.signed_in.records[0] if case.signed_in.records else None
    case.last = case.signed_out.records[-1] if case.signed_out.records else None


def _place_own(case: Case, record: CheckIn, *, ours: bool) -> None:
    in_time = _is_in_time(case, record)
    counted = case.signed_in if record.event is Event.OPENING else case.signed_out
    if not ours:
        if in_time:
            counted.outsiders = [*counted.outsiders, record]
    elif in_time:
        counted.records.append(record)
        counted.own = [*counted.own, record]
    elif record.event is Event.CLOSING:
        counted.wrong_day = [*counted.wrong_day, record]
    elif record.at.date() < case.opening_at.date():
        counted.early = [*counted.early, record]
    else:
        counted.too_late = [*counted.too_late, record]


def _place_bound(case: Case, record: CheckIn, counted: Counted) -> None:
    if not case.on_team(record):
        counted.outsiders = [*counted.outsiders, record]
    elif record.declined:
        counted.declined = [*counted.declined, record]
    else:
        counted.records.append(record)


def gather_dingtalk(case: Case, loose: Mapping[str, Sequence[CheckIn]]) -> None:
    """Fill the 钉钉 records of the team within the plan's days: own, of bound plans, and of no named plan.

    `own_dingtalk` leaves the bound plans' records out (S10); `loose` holds those of no plan by name.
    """
    own = [record for record in case.own if (record.channel or case.channel) is Channel.DINGTALK]
    if loose:
        for member in case.plan.team:
            own += [record for record in loose.get(member.name, ()) if record.at <= case.as_of]
    bound = [
        record
        for partner in case.bound
        for record in partner.own
        if channel_of(record, partner) is Channel.DINGTALK
    ]
    if own or bound:
        case.own_dingtalk = sorted((one for one in own if _fits(case, one)), key=time_order)
        case.dingtalk = sorted((one for one in own + bound if _fits(case, one)), key=time_order)


def _fits(case: Case, record: CheckIn) -> bool:
    return case.within_days(record.at) and case.on_team(record)
