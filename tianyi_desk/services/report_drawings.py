"""What the drawings of one plan's report show: its time axis and its sketch."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime

from tianyi_desk.facts.vocabulary import Event
from tianyi_desk.geo.distance import Point
from tianyi_desk.geo.vincenty import AXIS_M, FLATTENING
from tianyi_desk.places.basemap import NOTE
from tianyi_desk.reports import drawings
from tianyi_desk.reports.drawings import Dot, Sketch, Spot, Stretch, TimeAxis, Tone
from tianyi_desk.rules.policy import Policy
from tianyi_desk.services import plan_records
from tianyi_desk.services import plan_timeline as timeline
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.services.plan_records import CheckInRow
from tianyi_desk.services.report_borders import county_lines, county_names

TONES = {
    plan_records.Tone.WITHIN: Tone.GOOD,
    plan_records.Tone.HOUSE: Tone.HOUSE,
    plan_records.Tone.REGULATOR: Tone.OFFICIAL,
    plan_records.Tone.NEUTRAL: Tone.MUTED,
}
_ALLOWED = "时限"
_LETTER = {Event.OPENING: "到", Event.CLOSING: "退"}
BORDERS_REACH = 2.5
"""How many times the outer ring's radius round the addresses county lines are drawn."""
MOST_SPOTS = 12
"""Check-ins that a sketch shows; more would hide one another."""


def time_axis(shown: timeline.Timeline) -> TimeAxis:
    """Return the time axis of a plan."""
    fold = f"{shown.fold.words}—略 {shown.fold.days} 天" if shown.fold else ""
    notes = tuple(f"其他日期：{tick.hint}" for tick in shown.elsewhere)
    return TimeAxis(tuple(map(_day, shown.segments)), fold, notes)


def _day(segment: timeline.Segment) -> drawings.Day:
    limits = tuple((line.at, line.text, TONES[line.tone]) for line in segment.lines if line.title)
    lanes = (
        drawings.Lane(
            timeline.Lane.PLAN.value,
            tuple(_bar(bar) for bar in segment.bars),
            words=tuple((one.at, one.text, Tone.PLAIN) for one in segment.captions),
        ),
        drawings.Lane(
            _ALLOWED,
            tuple(Stretch(zone.start, zone.end, TONES[zone.tone], zone.tone.value) for zone in segment.zones),
        ),
        _records(segment, timeline.Lane.CHECK_IN),
        _records(segment, timeline.Lane.PHOTO),
    )
    return drawings.Day(segment.words, segment.start, segment.end, lanes, limits)


def _bar(bar: timeline.Bar) -> Stretch:
    closing = bar.kind is timeline.BarKind.CLOSING_MEETING
    return Stretch(bar.start, bar.end, Tone.PLAIN if closing else Tone.MUTED, bar.text, dashed=bar.assumed)


def _records(segment: timeline.Segment, lane: timeline.Lane) -> drawings.Lane:
    marks = [mark for mark in segment.marks if mark.lane is lane]
    dots = tuple(
        Dot(tick.at, TONES[tick.tone], tick.counted, tick.decides) for mark in marks for tick in mark.ticks
    )
    words = tuple((_beside(mark), mark.text, TONES[mark.tone]) for mark in marks)
    return drawings.Lane(lane.value, dots=dots, words=words)


def _beside(mark: timeline.Mark) -> datetime:
    return max((tick.at for tick in mark.ticks), default=mark.home)


def sketch(page: PlanPage, policy: Policy | None, *, foreign: bool) -> Sketch:
    """Return the sketch of a plan; the first address is the one that the deciding record is nearest to."""
    signed = [
        (row, point) for row in page.check_ins if row.counted and (point := _point(row, foreign=foreign))
    ]
    places = [(place, one.point) for place, one in enumerate(page.addresses, 1) if one.point is not None]
    if not places:
        return Sketch((), (5000.0,), "审核地址都没有可用的坐标，画不出示意图。")
    chosen = next((row.address for row, _point_of in signed if row.address), places[0][0])
    places.sort(key=lambda pair: pair[0] != chosen)
    origin = places[0][1]
    where = {place: plane(origin, point) for place, point in places}
    spots = [Spot(f"{place}", *where[place], Tone.PLAIN, planned=True) for place, _point_of in places]
    spots += list(_signed_spots(signed[:MOST_SPOTS], origin, where))
    rings = (float(policy.adjust_radius_m), float(policy.deviation_m)) if policy else (2000.0, 5000.0)
    borders: tuple[tuple[tuple[float, float], ...], ...] = ()
    names: tuple[tuple[str, float, float], ...] = ()
    if not foreign:
        lines = county_lines([point for _place, point in places], rings[1] * BORDERS_REACH)
        borders = tuple(tuple(plane(origin, point) for point in line) for line in lines)
        names = county_names(origin, rings[1])
    left_out = f"另有 {len(signed) - MOST_SPOTS} 条记录没有画出。" if len(signed) > MOST_SPOTS else ""
    note = (
        f"示意图按比例绘制，上为北。方块为审核地址，圆点为计入的签到、签退；"
        f"实线圈 {rings[1] / 1000:g} km 为地点偏差的限，虚线圈 {rings[0] / 1000:g} km 为定位可调范围。{left_out}"
    )
    note += "" if foreign else f"点划线为区县界，只供参照；{NOTE}。"
    return Sketch(tuple(spots), rings, note, borders, names)


def _point(row: CheckInRow, *, foreign: bool) -> Point | None:
    return row.record.position.point(foreign=foreign) if row.record.position else None


def _signed_spots(
    signed: Sequence[tuple[CheckInRow, Point]], origin: Point, where: dict[int, tuple[float, float]]
) -> Iterator[Spot]:
    for row, point in signed:
        tone = Tone.OFFICIAL if row.too_far else Tone.GOOD
        nearest = where.get(row.address) if row.address else None
        yield Spot(
            _LETTER[row.record.event],
            *plane(origin, point),
            tone,
            planned=False,
            words=row.distance_words,
            nearest=nearest,
        )


def plane(origin: Point, point: Point) -> tuple[float, float]:
    """Return metres east and north of an origin, on the plane that touches the ellipsoid there.

    Within 20 km it is true to a thousandth; farther away only the direction counts, which the sketch shows.
    """
    latitude = math.radians(origin[1])
    squared = FLATTENING * (2 - FLATTENING)
    bend = 1 - squared * math.sin(latitude) ** 2
    east = AXIS_M / math.sqrt(bend) * math.cos(latitude) * math.radians(point[0] - origin[0])
    north = AXIS_M * (1 - squared) / bend**1.5 * math.radians(point[1] - origin[1])
    return east, north
