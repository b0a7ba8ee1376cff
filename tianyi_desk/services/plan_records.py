"""The records of the 计划页: check-ins of the whole visit and photos; what counts, and why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tianyi_desk.facts.records import CheckIn, Photo, PhotoReview
from tianyi_desk.facts.source import Source
from tianyi_desk.facts.vocabulary import Channel, Event, PhotoCategory
from tianyi_desk.facts.wording import distance_words, masked_phone, minutes_up
from tianyi_desk.rules import pictures, presence, signing, timing
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.docket import point_of
from tianyi_desk.rules.inputs import position_words
from tianyi_desk.rules.survey import Survey
from tianyi_desk.services.privacy import masked


class Tone(StrEnum):
    """How a moment stands to the lines: in time, over the company's, over the regulator's, or not judged."""

    WITHIN = "在时限内"
    HOUSE = "越机构线"
    REGULATOR = "越监管线"
    NEUTRAL = "不判"


@dataclass(frozen=True, slots=True)
class Timing:
    """How many whole minutes a moment is late (early: negative) against the meeting, in words, and its tone."""

    minutes: int
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """One check-in of the visit as the page lists it.

    `distance_m` is metres to the nearest address of this plan (`address` is its position from 1), None where
    `unmeasured` says why; `too_far` that it is beyond the policy's limit. `counted` says whether it counts for this
    plan, `decides` that it is the one judged for time; `why_not` tells why it does not count. `timing` is None where
    it cannot be compared.
    """

    record: CheckIn
    plan: str
    own: bool
    channel: Channel
    position: str
    fix: str
    distance_m: float | None
    address: int | None
    unmeasured: str
    too_far: bool
    counted: bool
    decides: bool
    why_not: str
    timing: Timing | None
    source: Source | None
    key: int = 0
    """The key of the record's row, 0 where it was not asked for."""

    @property
    def distance_words(self) -> str:
        """Write the distance, or why there is none."""
        return self.unmeasured if self.distance_m is None else distance_words(self.distance_m)


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One photo of the plan or of a bound one; `timing` is None where its time is unknown or not judged."""

    photo: Photo
    own: bool
    counted: bool
    why_not: str
    timing: Timing | None
    review: PhotoReview | None
    source: Source | None
    key: int = 0


def check_in_rows(
    case: Case, visit: Sequence[Case], keys: Mapping[CheckIn, int] | None = None
) -> tuple[CheckInRow, ...]:
    """Return the check-ins of a visit and the 钉钉 records of no plan that count, in time order, with their rows' keys."""
    found = [(one, home) for home in visit for one in home.dossier.check_ins]
    found += [(one, case) for one in case.dingtalk if not one.plan]
    found.sort(key=lambda pair: presence.time_order(pair[0]))
    measured = _measured(case, [record for record, _home in found])
    return tuple(
        replace(_check_in_row(case, record, home, row), key=(keys or {}).get(record, 0))
        for (record, home), row in zip(found, measured, strict=True)
    )


def _measured(case: Case, records: Sequence[CheckIn]) -> list[list[float | None]]:
    """Return the metres from each record to each of the plan's addresses; what the judgement left out too."""
    survey, rows = Survey(), []
    for record in records:
        row: list[float | None] = [None] * len(case.points)
        rows.append(row)
        point = point_of(record, case.plan)
        for place, target in enumerate(case.points):
            if point is not None and target is not None:
                survey.want(row, place, point, target)
    survey.measure()
    return rows


def _check_in_row(case: Case, record: CheckIn, home: Case, metres: Sequence[float | None]) -> CheckInRow:
    reach = [(distance, place) for place, distance in enumerate(metres) if distance is not None]
    distance, place = min(reach, default=(None, None))
    why_not = why_not_counted(case, record, home)
    return CheckInRow(
        record=_private(record),
        plan=record.plan,
        own=home is case,
        channel=presence.channel_of(record, home),
        position=position_words(record.position),
        fix=position_words(record.fix) if record.fix else "",
        distance_m=distance,
        address=None if place is None else place + 1,
        unmeasured="" if reach else _unmeasured(case, record),
        too_far=_too_far(case, record.event, distance),
        counted=not why_not,
        decides=record is case.judged_record(record.event),
        why_not=why_not,
        timing=check_in_timing(case, record),
        source=record.source,
    )


def _too_far(case: Case, event: Event, distance: float | None) -> bool:
    policy = case.duty(event).policy
    return policy is not None and distance is not None and distance > policy.deviation_m


def _private(record: CheckIn) -> CheckIn:
    phone, place, remarks = masked_phone(record.phone), masked(record.place), masked(record.remarks)
    return replace(record, phone=phone, place=place, remarks=remarks)


def _unmeasured(case: Case, record: CheckIn) -> str:
    if record.position is None:
        return "无坐标"
    if point_of(record, case.plan) is None:
        return "坐标无效"
    return "地址无坐标" if case.plan.addresses else "无审核地址"


def why_not_counted(case: Case, record: CheckIn, home: Case) -> str:
    """Say why a record does not count for the plan, "" where it does (rule book, sections 3 and 4)."""
    if record.at > case.as_of:
        return "晚于判定时刻，尚未参与判定"
    if not home.plan.valid:
        return f"计划{home.plan.state}，记录不参与判定"
    if not case.judged:
        return "不适用，不判定签到"
    if presence.channel_of(record, home) is Channel.DINGTALK or case.channel is Channel.DINGTALK:
        return _why_not_on_dingtalk(case, record, home)
    return next((words for words, records in _reasons(case, record.event) if _among(record, records)), _APART)


_APART = "不在同时签到的范围内"


def _among(record: CheckIn, records: Sequence[CheckIn]) -> bool:
    return any(one is record for one in records)


def _reasons(case: Case, event: Event) -> Iterator[tuple[str, Sequence[CheckIn]]]:
    counted = case.signed(event)
    yield "", counted.records
    yield signing.OUTSIDER, counted.outsiders
    yield signing.DECLINED, counted.declined
    yield "早于首次会议当天", counted.early
    yield "晚于审核结束日", counted.too_late
    yield "不是审核结束当日", counted.wrong_day
    # An outsider's own record outside the event's days is kept nowhere; the signer is what keeps it out.
    yield signing.OUTSIDER, [one for one in case.own if not case.on_team(one)]


def _why_not_on_dingtalk(case: Case, record: CheckIn, home: Case) -> str:
    if presence.channel_of(record, home) is not Channel.DINGTALK:
        return "" if _among(record, case.signed(record.event).records) else "本计划在钉钉签到"
    if case.channel is not Channel.DINGTALK:
        return signing.ON_DINGTALK + "，不计入认证到"
    if _among(record, case.dingtalk):
        return ""
    return "不在审核期间" if case.on_team(record) else signing.OUTSIDER


def check_in_timing(case: Case, record: CheckIn) -> Timing | None:
    """Compare a check-in with the meetings and lines; None on another day, or where nothing is owed."""
    policy = case.duty(record.event).policy
    if policy is None or not case.duty(record.event).owed:
        return None
    if record.event is Event.OPENING:
        if record.at < case.opening_at and record.at.date() != case.opening_at.date():
            return None
        house, regulator = (
            timing.opening_last_house(case, policy),
            timing.opening_last_regulator(case, policy),
        )
        tone = Tone.REGULATOR if record.at > regulator else Tone.HOUSE if record.at > house else Tone.WITHIN
        return _timing(record.at, case.opening_at, case.opening_at, tone)
    if presence.closing_day(case, record.at) != case.plan.end.date():
        return None
    return _timing(record.at, case.closing_start, case.closing_end, closing_tone(case, record.at))


def closing_tone(case: Case, moment: datetime) -> Tone:
    """Return the tone of a moment at the closing meeting: early is the company's line, late both's (N6.1(2), F3)."""
    if moment > case.closing_limit:
        return Tone.REGULATOR
    return Tone.HOUSE if moment < case.closing_start else Tone.WITHIN


def _timing(moment: datetime, start: datetime, end: datetime, tone: Tone) -> Timing:
    """Return lateness from `end` or earliness before `start`; in between it is 0 minutes."""
    late = max((moment - end).total_seconds(), 0)
    early = max((start - moment).total_seconds(), 0)
    minutes = minutes_up(late) if late else -minutes_up(early)
    if tone in (Tone.WITHIN, Tone.NEUTRAL):
        return Timing(minutes, Tone.WITHIN.value, tone)
    return Timing(minutes, f"迟 {minutes:,} 分" if minutes > 0 else f"早 {-minutes:,} 分", tone)


def photo_rows(
    case: Case, visit: Sequence[Case], keys: Mapping[Photo, int] | None = None
) -> tuple[PhotoRow, ...]:
    """Return the photos of the plan and the bound ones' (M2.1, M2.4), by category, then upload time."""
    reviews = {(one.plan, one.file_name): one for home in visit for one in home.dossier.reviews}
    mine = [(photo, True) for photo in case.dossier.photos]
    known = {id(photo) for photo, _own in mine}
    mine += [(one, False) for one in (*case.counted_photos, *case.refused_photos) if id(one) not in known]
    order = list(PhotoCategory)
    mine.sort(
        key=lambda pair: (
            order.index(pair[0].category),
            pair[0].uploaded_at is None,
            pair[0].uploaded_at or case.as_of,
        )
    )
    counted = {id(photo) for photo in case.counted_photos}
    return tuple(
        PhotoRow(
            photo,
            own,
            id(photo) in counted,
            "" if id(photo) in counted else _photo_why_not(case, photo),
            photo_timing(case, photo),
            reviews.get((photo.plan, photo.file_name)),
            photo.source,
            (keys or {}).get(photo, 0),
        )
        for photo, own in mine
    )


def _photo_why_not(case: Case, photo: Photo) -> str:
    if photo.uploaded_at is not None and photo.uploaded_at > case.as_of:
        return "晚于判定时刻，尚未参与判定"
    return "上传人不在本计划审核组" if case.judged else "不适用，不判定照片"


EVENT_OF = {category: event for event, category in pictures.MEETING.items()}


def photo_timing(case: Case, photo: Photo) -> Timing | None:
    """Compare a meeting photo's upload with the meeting's window (N6.1)."""
    event = EVENT_OF.get(photo.category)
    if event is None or photo.uploaded_at is None or event not in case.owed:
        return None
    window, policy = pictures.upload_window(case, event), case.duty(event).policy
    if window is None or policy is None:
        return None
    if event is Event.CLOSING:
        return _timing(
            photo.uploaded_at, case.closing_start, case.closing_end, closing_tone(case, photo.uploaded_at)
        )
    tone = Tone.WITHIN
    if not window[0] <= photo.uploaded_at <= window[1]:
        over = pictures.over_regulator_line(case, policy, photo.uploaded_at)
        tone = Tone.REGULATOR if over else Tone.HOUSE
    return _timing(photo.uploaded_at, case.opening_at, case.opening_at, tone)
