"""Make the timeline of a plan from its case: scales, planned bars, the policy's lines, and the records' marks."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from tianyi_desk.facts.vocabulary import Event
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.rules import pictures, signing, timing
from tianyi_desk.rules.case import Case
from tianyi_desk.services.plan_records import CheckInRow, PhotoRow, Tone
from tianyi_desk.services.plan_timeline import (
    Bar,
    BarKind,
    Caption,
    Fold,
    Lane,
    Line,
    Mark,
    Segment,
    Tick,
    Timeline,
    Zone,
)

QUARTER = timedelta(minutes=15)
SLACK = timedelta(minutes=20)
"""How far a scale reaches beyond the outermost moment, before it is rounded to quarters of an hour."""

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OFF = (Tone.HOUSE, Tone.REGULATOR)


def timeline_of(case: Case, check_ins: Sequence[CheckInRow], photos: Sequence[PhotoRow]) -> Timeline:
    """Return the timeline of a plan; lines and zones stand only where an event is owed on 认证到."""
    first, last = case.opening_at.date(), case.closing_end.date()
    days = [(first, tuple(Event))] if first >= last else [(first, (Event.OPENING,)), (last, (Event.CLOSING,))]
    segments = tuple(_segment(case, day, events, check_ins, photos) for day, events in days)
    fold = Fold(first + DAY, last - DAY) if last - first > DAY else None
    strangers = [_check_in_tick(row) for row in check_ins if not _on_any(case, days, row.record.at)]
    strangers += [
        _photo_tick(row, row.photo.uploaded_at)
        for row in photos
        if row.photo.category in MEETINGS
        and row.photo.uploaded_at is not None
        and not _on_any(case, days, row.photo.uploaded_at)
    ]
    return Timeline(segments, fold, tuple(sorted(strangers, key=lambda tick: tick.at)))


MEETINGS = {category: event for event, category in pictures.MEETING.items()}


def _on_any(case: Case, days: Sequence[tuple[date, tuple[Event, ...]]], at: datetime) -> bool:
    return any(_on(case, day, events, at) for day, events in days)


def _on(case: Case, day: date, events: tuple[Event, ...], at: datetime) -> bool:
    """Tell whether a moment is drawn on a day: its own, or after midnight while 签退 still counts for it."""
    after_midnight = Event.CLOSING in events and at.date() > day and at <= case.closing_limit
    return at.date() == day or after_midnight


def _segment(
    case: Case,
    day: date,
    events: tuple[Event, ...],
    check_ins: Sequence[CheckInRow],
    photos: Sequence[PhotoRow],
) -> Segment:
    marks = [
        mark
        for event in Event
        for mark in (
            _check_in_mark(case, day, events, event, check_ins),
            _photo_mark(case, day, events, event, photos),
        )
        if mark is not None
    ]
    lines = [line for event in events for line in _lines(case, event)]
    moments = [line.at for line in lines] + [tick.at for mark in marks for tick in mark.ticks]
    moments += [at for at in (case.plan.start, case.plan.end) if at.date() == day]
    moments += [moment for event in events for moment in _spread(case, event)]
    moments += [case.closing_start] if Event.CLOSING in events and case.closing_start.date() == day else []
    start, end = _floor(min(moments) - SLACK, day), _ceiling(max(moments) + SLACK)
    return Segment(
        day,
        start,
        end,
        tuple(_bars(case, day, events, start, end)),
        tuple(_captions(case, events)),
        tuple(lines),
        tuple(_zones(case, events, start, end)),
        tuple(marks),
    )


def _spread(case: Case, event: Event) -> list[datetime]:
    """Return how far a scale without the policy's lines reaches, so that the meeting can be read on it."""
    if case.duty(event).owed:
        return []
    return (
        [case.opening_at + 2 * HOUR]
        if event is Event.OPENING
        else [case.closing_start, case.closing_end + HOUR]
    )


def _floor(at: datetime, day: date) -> datetime:
    midnight = datetime.combine(day, datetime.min.time())
    return max(midnight, at - (at - midnight) % QUARTER)


def _ceiling(at: datetime) -> datetime:
    midnight = datetime.combine(at.date(), datetime.min.time())
    return at + (midnight - at) % QUARTER


def _lines(case: Case, event: Event) -> Iterator[Line]:
    """Yield the meeting's own moment and, where the event is owed, the policy's lines (N6.1, F3)."""
    policy = case.duty(event).policy if case.duty(event).owed else None
    if event is Event.OPENING:
        yield Line(case.opening_at, "", Tone.NEUTRAL)
        if policy is not None:
            yield Line(timing.opening_last_house(case, policy), "机构线", Tone.HOUSE)
            yield Line(timing.opening_last_regulator(case, policy), "监管线", Tone.REGULATOR)
        return
    if policy is not None:
        yield Line(case.closing_start, "最早", Tone.HOUSE)
    yield Line(case.closing_end, "", Tone.NEUTRAL)
    if policy is not None:
        yield Line(case.closing_limit, "最晚", Tone.REGULATOR)


def _bars(case: Case, day: date, events: tuple[Event, ...], start: datetime, end: datetime) -> Iterator[Bar]:
    plan = case.plan
    begins = plan.start if plan.start.date() == day else start
    ends = plan.end if plan.end.date() == day else end
    yield Bar(BarKind.AUDIT, max(begins, start), min(ends, end), "", assumed=False)
    if Event.CLOSING in events and case.closing_start < case.closing_end:
        assumed = plan.closing_start is None or plan.closing_end is None
        text = "末次会议 推定" if assumed else "末次会议"
        yield Bar(BarKind.CLOSING_MEETING, max(start, case.closing_start), case.closing_end, text, assumed)


def _captions(case: Case, events: tuple[Event, ...]) -> Iterator[Caption]:
    plan = case.plan
    if Event.OPENING in events:
        assumed = plan.opening_at is None
        text = f"{case.opening_at:%H:%M} 首次会议开始" + (" 推定" if assumed else "")
        yield Caption(case.opening_at, text, assumed)
    if Event.CLOSING in events:
        assumed = plan.closing_end is None
        text = f"{case.closing_end:%H:%M} {'计划' if assumed else '末次会议'}结束"
        yield Caption(case.closing_end, text, assumed)


def _zones(case: Case, events: tuple[Event, ...], start: datetime, end: datetime) -> Iterator[Zone]:
    """Yield the stretches of one tone; on a one-day visit the time between the two events has none."""
    opening, closing = case.opening.policy, case.closing.policy
    both = len(events) == 2
    if Event.OPENING in events and case.opening.owed and opening is not None:
        until = case.closing_start if both and case.closing.owed else end
        house, regulator = (
            timing.opening_last_house(case, opening),
            timing.opening_last_regulator(case, opening),
        )
        yield from _stretch(start, min(house, until), Tone.WITHIN)
        yield from _stretch(house, min(regulator, until), Tone.HOUSE)
        if not both:
            yield from _stretch(regulator, until, Tone.REGULATOR)
    if Event.CLOSING in events and case.closing.owed and closing is not None:
        if not both:
            yield from _stretch(start, case.closing_start, Tone.HOUSE)
        yield from _stretch(max(start, case.closing_start), case.closing_limit, Tone.WITHIN)
        yield from _stretch(case.closing_limit, end, Tone.REGULATOR)


def _stretch(start: datetime, end: datetime, tone: Tone) -> Iterator[Zone]:
    if start < end:
        yield Zone(start, end, tone)


def _check_in_mark(
    case: Case, day: date, events: tuple[Event, ...], event: Event, rows: Sequence[CheckInRow]
) -> Mark | None:
    mine = [row for row in rows if row.record.event is event and _on(case, day, events, row.record.at)]
    ticks, home = tuple(_check_in_tick(row) for row in mine), _home(case, event)
    if event not in events:
        if not ticks:
            return None
        return Mark(Lane.CHECK_IN, home, ticks, f"{ticks[0].at:%H:%M} {event.value}", Tone.NEUTRAL)
    decisive = next((row for row in rows if row.decides and row.record.event is event), None)
    if decisive is not None and decisive.timing is not None:
        told, at = decisive.timing, decisive.record.at
        drawn = told.tone in OFF and _on(case, day, events, at)
        return Mark(
            Lane.CHECK_IN,
            home,
            ticks,
            f"{_clock(at, day)} {told.words}",
            told.tone,
            _anchor(case, event, at) if drawn else None,
        )
    return _undecided_mark(case, event, ticks)


def _undecided_mark(case: Case, event: Event, ticks: tuple[Tick, ...]) -> Mark | None:
    """Return what a lane says of an event without a record that is judged for time on this day."""
    home = _home(case, event)
    if event in signing.lacking_events(case):
        lacking = signing.LACKING[event]
        words = lacking if case.ended else f"尚{lacking}"
        tone = Tone.REGULATOR if case.ended else Tone.NEUTRAL
        return Mark(Lane.CHECK_IN, home, ticks, f"{words}，{len(ticks)} 条不计入" if ticks else words, tone)
    if not ticks:
        return None
    counted = [tick for tick in ticks if tick.counted]
    words = f"{counted[0].at:%H:%M}，{len(counted)} 条" if counted else f"{len(ticks)} 条不计入"
    return Mark(Lane.CHECK_IN, home, ticks, words, Tone.NEUTRAL)


def _home(case: Case, event: Event) -> datetime:
    return case.opening_at if event is Event.OPENING else case.closing_end


def _anchor(case: Case, event: Event, at: datetime) -> datetime:
    """Return the planned moment that minutes late or early are counted from."""
    if event is Event.OPENING:
        return case.opening_at
    return case.closing_start if at < case.closing_start else case.closing_end


def _check_in_tick(row: CheckInRow) -> Tick:
    record = row.record
    words = [record.event.value, record.name, moment_words(record.at), row.channel.value]
    words += [row.timing.words] if row.timing else []
    words += [] if row.own or not row.plan else [f"计划 {row.plan}"]
    words += [f"不计入：{row.why_not}"] if row.why_not else []
    tone = row.timing.tone if row.timing is not None and row.counted else Tone.NEUTRAL
    return Tick(record.at, tone, row.counted, row.decides, " ".join(words))


def _photo_tick(row: PhotoRow, at: datetime) -> Tick:
    photo = row.photo
    words = [photo.category.value, photo.file_name, photo.uploader, moment_words(at), "上传"]
    words += [row.timing.words] if row.timing else []
    words += [f"不计入：{row.why_not}"] if row.why_not else []
    tone = row.timing.tone if row.timing is not None and row.counted else Tone.NEUTRAL
    return Tick(at, tone, row.counted, decides=False, hint=" ".join(filter(None, words)))


def _photo_mark(
    case: Case, day: date, events: tuple[Event, ...], event: Event, rows: Sequence[PhotoRow]
) -> Mark | None:
    category, home = pictures.MEETING[event], _home(case, event)
    mine = [row for row in rows if row.photo.category is category]
    ticks = tuple(
        _photo_tick(row, at)
        for row in mine
        if (at := row.photo.uploaded_at) is not None and _on(case, day, events, at)
    )
    if event not in events:
        return Mark(Lane.PHOTO, home, ticks, category.value, Tone.NEUTRAL) if ticks else None
    counted = [row for row in mine if row.counted]
    if not counted:
        return _no_photos(case, event, ticks)
    text, tone = _photo_words(day, counted)
    return Mark(Lane.PHOTO, home, ticks, text, tone)


def _no_photos(case: Case, event: Event, ticks: tuple[Tick, ...]) -> Mark | None:
    home = _home(case, event)
    if event in pictures.missing_meetings(case):
        words = "未上传" if case.ended else "尚未上传"
        tone = Tone.REGULATOR if case.ended else Tone.NEUTRAL
        return Mark(Lane.PHOTO, home, ticks, f"{words}，{len(ticks)} 张不计入" if ticks else words, tone)
    return Mark(Lane.PHOTO, home, ticks, f"{len(ticks)} 张不计入", Tone.NEUTRAL) if ticks else None


def _photo_words(day: date, counted: Sequence[PhotoRow]) -> tuple[str, Tone]:
    """Say how many photos a meeting has and how they stand to its window: the worst, else the last."""
    timed = [(row.photo.uploaded_at, row.timing) for row in counted if row.photo.uploaded_at is not None]
    words = f"{len(counted)} 张"
    if not timed:
        return f"{words}，上传时间不明", Tone.NEUTRAL
    off = [(abs(told.minutes), at, told) for at, told in timed if told is not None and told.tone in OFF]
    if off:
        _minutes, at, told = max(off, key=lambda one: one[0])
        tone = Tone.REGULATOR if any(one.tone is Tone.REGULATOR for _m, _at, one in off) else Tone.HOUSE
        return f"{words}，{'最迟' if told.minutes > 0 else '最早'} {_clock(at, day)} {told.words}", tone
    last = max(at for at, _told in timed)
    judged = all(told is not None for _at, told in timed)
    return f"{words}，{_clock(last, day)}" + (
        " 在时限内" if judged else ""
    ), Tone.WITHIN if judged else Tone.NEUTRAL


def _clock(at: datetime, day: date) -> str:
    return f"{at:%H:%M}" if at.date() == day else f"{at:%m-%d %H:%M}"
