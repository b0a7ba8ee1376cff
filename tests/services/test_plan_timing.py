"""The timeline of a plan: scales, folded days, the policy's lines, and what the records' marks say."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests import builders
from tests.builders import at, check_in, photo, plan
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.vocabulary import Channel, Event, PhotoCategory
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import throw_away_desk
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.judgement import judge
from tianyi_desk.services.plan_page import open_page
from tianyi_desk.services.plan_records import Tone
from tianyi_desk.services.plan_timeline import BarKind, Lane, Mark, Segment, Timeline
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.samples import sample_sets

BOOK = load_rule_book()
AS_OF = at("2021-10-25 09:00")
CLOSING = PhotoCategory.CLOSING_MEETING
ONE_DAY: dict[str, Any] = {"start": at("2021-10-18 08:30"), "end": at("2021-10-18 17:00")}


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield database


def timeline(database: Database, *facts: Fact, as_of: datetime = AS_OF) -> Timeline:
    finish(accept(database, "录入员", examine(database, builders.intake(*facts))))
    finish(judge(database, BOOK, as_of, "陆文静"))
    page = finish(open_page(database, BOOK, builders.NUMBER, as_of))
    assert page is not None
    return page.timeline


def marks(segment: Segment, lane: Lane) -> list[Mark]:
    return [mark for mark in segment.marks if mark.lane is lane]


def lines(segment: Segment) -> list[tuple[str, Tone]]:
    return [(line.text, line.tone) for line in segment.lines]


def test_opening_and_closing_day_have_scales_of_their_own_with_the_policys_lines(database: Database) -> None:
    opening, ending = timeline(database, plan()).segments
    assert (opening.words, ending.words) == ("2021-10-18 周一", "2021-10-19 周二")
    assert lines(opening) == [
        ("08:30", Tone.NEUTRAL),
        ("09:00 机构线", Tone.HOUSE),
        ("10:30 监管线", Tone.REGULATOR),
    ]
    assert lines(ending) == [
        ("16:00 最早", Tone.HOUSE),
        ("17:00", Tone.NEUTRAL),
        ("19:00 最晚", Tone.REGULATOR),
    ]
    assert (opening.start, opening.end) == (at("2021-10-18 08:00"), at("2021-10-18 11:00"))


def test_zones_fill_a_scale_without_gap_or_overlap(database: Database) -> None:
    for segment in timeline(database, plan()).segments:
        edges = [(zone.start, zone.end) for zone in segment.zones]
        assert edges[0][0] == segment.start
        assert edges[-1][1] == segment.end
        assert [end for _start, end in edges[:-1]] == [start for start, _end in edges[1:]]
    opening, ending = timeline(database, plan()).segments
    assert [zone.tone for zone in opening.zones] == [Tone.WITHIN, Tone.HOUSE, Tone.REGULATOR]
    assert [zone.tone for zone in ending.zones] == [Tone.HOUSE, Tone.WITHIN, Tone.REGULATOR]


def test_meetings_that_nobody_recorded_are_assumed(database: Database) -> None:
    opening, ending = timeline(database, plan()).segments
    assert [(one.text, one.assumed) for one in opening.captions] == [("08:30 首次会议开始 推定", True)]
    assert [(one.kind, one.text, one.assumed) for one in ending.bars] == [
        (BarKind.AUDIT, "", False),
        (BarKind.CLOSING_MEETING, "末次会议 推定", True),
    ]
    assert ending.captions[0].text == "17:00 计划结束"


def test_recorded_meetings_are_drawn_where_they_were(database: Database) -> None:
    recorded = plan(
        opening_at=at("2021-10-18 09:10"),
        closing_start=at("2021-10-19 15:30"),
        closing_end=at("2021-10-19 16:10"),
    )
    opening, ending = timeline(database, recorded).segments
    assert opening.captions[0].text == "09:10 首次会议开始"
    assert ("09:40 机构线", Tone.HOUSE) in lines(opening)
    meeting = ending.bars[1]
    assert (meeting.text, meeting.start, meeting.end) == (
        "末次会议",
        at("2021-10-19 15:30"),
        at("2021-10-19 16:10"),
    )
    assert ending.captions[0].text == "16:10 末次会议结束"


def test_days_between_are_folded(database: Database) -> None:
    fold = timeline(database, plan(end=at("2021-10-22 17:00"))).fold
    assert fold is not None
    assert (fold.words, fold.days) == ("10-19—10-21", 3)
    three_days = plan(end=at("2021-10-20 17:00"))
    assert (found := timeline(database, three_days).fold) is not None
    assert (found.words, found.days) == ("10-19", 1)


def test_a_one_day_visit_has_one_scale(database: Database) -> None:
    found = timeline(database, plan(**ONE_DAY), check_in(), check_in(event=Event.CLOSING))
    (segment,) = found.segments
    assert [line.title for line in segment.lines] == ["", "机构线", "监管线", "最早", "", "最晚"]
    assert [zone.tone for zone in segment.zones] == [Tone.WITHIN, Tone.HOUSE, Tone.WITHIN, Tone.REGULATOR]
    assert found.fold is None


def test_the_zones_of_a_short_visit_do_not_overlap(database: Database) -> None:
    (segment,) = timeline(database, plan(start=at("2021-10-18 08:30"), end=at("2021-10-18 10:00"))).segments
    edges = [(zone.start, zone.end) for zone in segment.zones]
    assert all(one[1] <= other[0] for one, other in pairwise(edges))


def test_the_record_judged_for_time_is_written_out_and_drawn_from_the_plan(database: Database) -> None:
    opening, ending = timeline(
        database,
        plan(),
        check_in(at=at("2021-10-18 09:17:42")),
        check_in(name="贾思齐", at=at("2021-10-18 09:40")),
        check_in(event=Event.CLOSING, at=at("2021-10-19 15:20")),
    ).segments
    (late,) = marks(opening, Lane.CHECK_IN)
    assert (late.text, late.tone, late.anchor) == ("09:17 迟 48 分", Tone.HOUSE, at("2021-10-18 08:30"))
    assert [tick.decides for tick in late.ticks] == [True, False]
    assert "崔明远" in late.ticks[0].hint
    (early,) = marks(ending, Lane.CHECK_IN)
    assert (early.text, early.anchor) == ("15:20 早 40 分", at("2021-10-19 16:00"))


def test_a_record_in_time_is_drawn_alone(database: Database) -> None:
    opening, _ending = timeline(database, plan(), check_in()).segments
    (mark,) = marks(opening, Lane.CHECK_IN)
    assert (mark.text, mark.tone, mark.anchor) == ("08:20 在时限内", Tone.WITHIN, None)


def test_a_scale_reaches_every_record_of_its_day(database: Database) -> None:
    opening, _ending = timeline(database, plan(), check_in(at=at("2021-10-18 17:21:28"))).segments
    assert opening.start <= at("2021-10-18 08:30")
    assert opening.end >= at("2021-10-18 17:30")
    (mark,) = marks(opening, Lane.CHECK_IN)
    assert (mark.text, mark.tone) == ("17:21 迟 532 分", Tone.REGULATOR)


def test_a_sign_out_after_midnight_stands_on_the_end_day(database: Database) -> None:
    found = timeline(
        database,
        plan(start=at("2021-10-18 08:30"), end=at("2021-10-18 23:00")),
        check_in(event=Event.CLOSING, at=at("2021-10-19 00:40")),
    )
    (segment,) = found.segments
    assert segment.end > at("2021-10-19 00:40")
    assert found.elsewhere == ()


def test_records_of_other_days_are_told_apart(database: Database) -> None:
    found = timeline(
        database,
        plan(end=at("2021-10-20 17:00")),
        check_in(at=at("2021-10-17 17:40")),
        check_in(at=at("2021-10-19 08:20")),
        photo(uploaded_at=at("2021-10-19 09:00"), uploader="崔明远"),
    )
    assert [tick.at for tick in found.elsewhere] == [
        at("2021-10-17 17:40"),
        at("2021-10-19 08:20"),
        at("2021-10-19 09:00"),
    ]
    assert found.elsewhere[0].hint == "签到 崔明远 2021-10-17 17:40 认证到 不计入：早于首次会议当天"
    opening = found.segments[0]
    assert [mark.text for mark in opening.marks] == [
        "10-19 08:20 迟 1,430 分",
        "1 张，最迟 10-19 09:00 迟 1,470 分",
    ]


def test_what_lacks_after_the_end_is_said_in_red_and_before_it_in_grey(database: Database) -> None:
    for as_of, words, tone in (
        (at("2021-10-25 09:00"), ("未签到", "未上传"), Tone.REGULATOR),
        (at("2021-10-18 09:00"), ("尚未签到", "尚未上传"), Tone.NEUTRAL),
    ):
        opening, _ending = timeline(database, plan(), as_of=as_of).segments
        assert [(mark.text, mark.tone) for mark in opening.marks] == [(one, tone) for one in words]


def test_an_outsiders_record_is_shown_but_not_counted(database: Database) -> None:
    opening, _ending = timeline(database, plan(), check_in(name="生人")).segments
    (mark,) = marks(opening, Lane.CHECK_IN)
    assert (mark.text, [tick.counted for tick in mark.ticks]) == ("未签到，1 条不计入", [False])


def test_photos_say_how_many_and_the_worst(database: Database) -> None:
    opening, ending = timeline(
        database,
        plan(),
        photo(uploaded_at=at("2021-10-18 08:20"), file_name="甲.jpg"),
        photo(uploaded_at=at("2021-10-18 10:06"), file_name="乙.jpg"),
        photo(category=CLOSING, uploaded_at=at("2021-10-19 16:57")),
    ).segments
    (late,) = marks(opening, Lane.PHOTO)
    assert (late.text, late.tone) == ("2 张，最迟 10:06 迟 96 分", Tone.HOUSE)
    assert [tick.tone for tick in late.ticks] == [Tone.WITHIN, Tone.HOUSE]
    assert [mark.text for mark in marks(ending, Lane.PHOTO)] == ["1 张，16:57 在时限内"]


def test_photos_of_unknown_time_say_so(database: Database) -> None:
    opening, _ending = timeline(database, plan(), photo()).segments
    (mark,) = marks(opening, Lane.PHOTO)
    assert (mark.text, mark.ticks, mark.tone) == ("1 张，上传时间不明", (), Tone.NEUTRAL)


def test_a_plan_that_is_not_signed_on_the_mini_program_shows_plan_and_records_without_lines(
    database: Database,
) -> None:
    opening, ending = timeline(
        database,
        plan(projects=("GJB9001C",)),
        check_in(channel=Channel.DINGTALK),
        check_in(name="贾思齐", channel=Channel.DINGTALK, at=at("2021-10-18 08:40")),
    ).segments
    assert (opening.zones, ending.zones) == ((), ())
    assert lines(opening) == [("08:30", Tone.NEUTRAL)]
    assert [(mark.text, mark.tone) for mark in opening.marks] == [("08:20，2 条", Tone.NEUTRAL)]
    assert ending.marks == ()


def test_a_sign_out_on_the_opening_day_stands_there_by_its_name(database: Database) -> None:
    opening, _ending = timeline(
        database, plan(), check_in(event=Event.CLOSING, at=at("2021-10-18 17:05"))
    ).segments
    assert [mark.text for mark in marks(opening, Lane.CHECK_IN)] == ["未签到", "17:05 签退"]


def test_everything_that_a_segment_of_the_samples_draws_lies_on_its_scale() -> None:
    month = sample_sets()[0]
    with throw_away_desk(BOOK) as desk:
        finish(desk.accept("录入员", desk.examine(finish(desk.read([month.folder])))))
        for verdict in finish(desk.judge(month.as_of, "陆文静")):
            page = finish(desk.open_page(verdict.plan, month.as_of))
            assert page is not None
            for segment in page.timeline.segments:
                moments = [line.at for line in segment.lines]
                moments += [tick.at for mark in segment.marks for tick in mark.ticks]
                moments += [edge for zone in segment.zones for edge in (zone.start, zone.end)]
                moments += [edge for bar in segment.bars for edge in (bar.start, bar.end)]
                assert all(segment.start <= moment <= segment.end for moment in moments)
                assert segment.end - segment.start >= timedelta(minutes=45)
