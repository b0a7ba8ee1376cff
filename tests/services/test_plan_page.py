"""The page of a plan: what it tells of the plan, its visit, its records and its findings, and what it hides."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import pytest

from tests import builders
from tests.builders import (
    address,
    at,
    check_in,
    draft,
    explanation,
    member,
    person,
    photo,
    plan,
    position,
    review,
)
from tianyi_desk.facts.intake import Draft, Fact
from tianyi_desk.facts.vocabulary import (
    AnomalyKind,
    AuditMode,
    Channel,
    Disposition,
    Entity,
    Event,
    FindingClass,
    MustSign,
    PhotoCategory,
    Role,
    Side,
    Status,
)
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import throw_away_desk
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.judgement import decide, judge
from tianyi_desk.services.plan_changes import ChangeKind
from tianyi_desk.services.plan_findings import NO_LONGER
from tianyi_desk.services.plan_page import PlanPage, open_page
from tianyi_desk.services.plan_records import Tone
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.samples import SampleSet, sample_sets

BOOK = load_rule_book()
NUMBER = builders.NUMBER
AS_OF = at("2021-10-25 09:00")
NOW: dict[str, Any] = {
    "start": at("2026-09-28 08:30"),
    "end": at("2026-09-30 17:00"),
}


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield database


def bring_in(database: Database, *facts: Fact | Draft) -> None:
    finish(accept(database, "录入员", examine(database, builders.intake(*facts))))


def page_of(
    database: Database, number: str = NUMBER, moment: datetime = AS_OF, as_of: datetime | None = AS_OF
) -> PlanPage:
    if as_of is not None:
        finish(judge(database, BOOK, as_of, "陆文静"))
    page = finish(open_page(database, BOOK, number, moment))
    assert page is not None
    return page


def codes(page: PlanPage) -> list[str]:
    return [one.finding.code for one in page.findings]


def test_a_number_that_no_plan_bears_opens_nothing(database: Database) -> None:
    bring_in(database, plan())
    assert finish(open_page(database, BOOK, "没有这个计划", AS_OF)) is None


def test_the_head_tells_which_plan_it_is_and_how_it_stands(database: Database) -> None:
    bring_in(
        database,
        plan(
            projects=("ISO9001", "GJB9001C"),
            credit_code="91210200000000000X",
            contact="许经理",
            contact_phone="15400011234",
            remarks="联系 13800138000",
            region="辽宁省大连市",
            confidential=True,
            adjustment="停电",
        ),
    )
    head = page_of(database).head
    assert (head.number, head.enterprise, head.status) == (NUMBER, "大连海川机械有限公司", Status.ANOMALOUS)
    assert [one.text for one in head.projects] == ["ISO9001*", "GJB9001C"]
    assert [one.must_sign for one in head.projects] == [MustSign.OFFICIAL, None]
    assert head.fields == ("QMS", "国军标")
    assert (head.channel, head.policy, head.as_of) == (Channel.MINI_PROGRAM, date(2021, 9, 15), AS_OF)
    assert (head.contact, head.contact_phone, head.remarks) == ("许经理", "154****1234", "联系 138****8000")
    assert head.marks == ("涉密", "临时调整")
    assert (head.region, head.credit_code) == ("辽宁省大连市", "91210200000000000X")
    assert head.dues == ()
    assert not head.stale


def test_a_field_that_only_the_company_demands_has_no_mark(database: Database) -> None:
    bring_in(database, plan(projects=("ISO27001",)))
    (mark,) = page_of(database).head.projects
    assert (mark.text, mark.must_sign) == ("ISO27001", MustSign.HOUSE)


@pytest.mark.parametrize(
    ("moment", "words", "overdue"),
    [
        ("2026-10-10 09:00", "剩 2 天", False),
        ("2026-10-13 13:40", "今天到期", False),
        ("2026-10-14 00:10", "逾期 1 天", True),
        ("2026-10-19 09:00", "逾期 4 天", True),
    ],
)
def test_the_deadline_counts_working_days_from_the_moment_of_opening(
    database: Database, moment: str, words: str, overdue: bool
) -> None:
    bring_in(database, plan(**NOW))
    (due,) = page_of(database, as_of=at("2026-10-08 09:00"), moment=at(moment)).head.dues
    assert due.day == date(2026, 10, 13)  # 国庆, and 10-10 is worked
    assert due.reason == "审核结束后第 5 个工作日"
    assert (due.words, due.overdue, due.pending) == (words, overdue, True)


def test_what_is_filed_is_not_due_any_more(database: Database) -> None:
    filed = [explanation(kind=kind, filed_on=date(2026, 10, 9)) for kind in list(AnomalyKind)[:3]]
    bring_in(database, plan(**NOW), *filed)
    page = page_of(database, as_of=at("2026-10-19 09:00"), moment=at("2026-10-19 09:00"))
    (due,) = page.head.dues
    assert (due.pending, due.overdue, due.words) == (False, False, "2026-10-13 周二")
    assert page.head.status is Status.EXPLAINED


def test_a_remote_audit_owes_a_statement_besides(database: Database) -> None:
    bring_in(database, plan(**NOW, mode=AuditMode.REMOTE))
    dues = page_of(database, as_of=at("2026-10-08 09:00"), moment=at("2026-10-08 09:00")).head.dues
    assert [one.title for one in dues] == ["说明期限", "其他情况说明期限"]


def test_a_plan_that_was_never_judged_is_looked_at_as_of_now(database: Database) -> None:
    bring_in(database, plan(), check_in())
    page = page_of(database, as_of=None)
    assert (page.head.status, page.head.as_of, page.findings) == (None, None, ())
    assert page.head.channel is Channel.MINI_PROGRAM
    assert [one.counted for one in page.check_ins] == [True]


def test_facts_written_after_the_judgement_make_the_page_stale(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(at(f"2021-10-25 {hour:02}:00") for hour in range(9, 24))
    monkeypatch.setattr("tianyi_desk.clock.now", lambda: next(moments))
    bring_in(database, plan(), check_in(), check_in(event=Event.CLOSING))
    page = page_of(database)
    assert codes(page) == ["O3"]
    assert not page.head.stale
    bring_in(database, photo(), photo(category=PhotoCategory.CLOSING_MEETING))
    page = page_of(database, as_of=None)
    assert page.head.stale
    (row,) = page.findings
    assert (row.why, row.no_why) == (None, NO_LONGER)


def test_bound_plans_are_listed_with_their_status(database: Database) -> None:
    bring_in(
        database,
        plan(),
        plan("R2", projects=("ISO14001",)),
        plan("R3", enterprise="别家公司"),
        check_in(),
    )
    (other,) = page_of(database).bound
    assert (other.number, other.status, other.direct) == ("R2", Status.ANOMALOUS, True)
    assert [one.text for one in other.projects] == ["ISO14001*"]


def test_addresses_tell_their_coordinate_or_that_there_is_none(database: Database) -> None:
    bring_in(database, plan(addresses=(address("一厂", position()), address("二厂"))))
    first, second = page_of(database).addresses
    assert first.position == "121.614786, 38.913962 WGS-84"
    assert (second.position, second.point) == ("无坐标", None)


def test_check_ins_of_the_visit_tell_their_distance_and_whether_they_count(database: Database) -> None:
    two = (address("远", position(121.7, 38.9)), address("近", position()))
    bring_in(
        database,
        plan(addresses=two),
        plan("R2", projects=("ISO14001",), team=(member("外人", Role.LEADER), member("贾思齐"))),
        check_in(name="贾思齐", at=at("2021-10-18 09:17:42"), phone="15400011234"),
        check_in("R2", "外人", position=None),
        check_in("R2", "贾思齐", at=at("2021-10-18 09:20"), declined=True),
        check_in(event=Event.CLOSING, at=at("2021-10-18 17:00")),
        check_in(event=Event.CLOSING, at=at("2021-10-26 17:00")),
        check_in(event=Event.OPENING, at=at("2021-10-17 17:00")),
        check_in(name="生人", at=at("2021-10-18 08:40")),
    )
    rows = page_of(database).check_ins
    told = [(row.plan, row.record.name, row.why_not, row.counted, row.decides) for row in rows]
    assert told == [
        (NUMBER, "崔明远", "早于首次会议当天", False, False),
        ("R2", "外人", "签到人不在该计划审核组", False, False),
        (NUMBER, "生人", "签到人不在该计划审核组", False, False),
        (NUMBER, "贾思齐", "", True, True),
        ("R2", "贾思齐", "未勾选同时签到", False, False),
        (NUMBER, "崔明远", "不是审核结束当日", False, False),
        (NUMBER, "崔明远", "晚于判定时刻，尚未参与判定", False, False),
    ]
    late = rows[3]
    assert late.timing is not None
    assert (late.timing.minutes, late.timing.words, late.timing.tone) == (48, "迟 48 分", Tone.HOUSE)
    assert (late.address, late.distance_words, late.record.phone) == (2, "0 m", "154****1234")
    assert (rows[1].distance_m, rows[1].distance_words) == (None, "无坐标")
    assert late.source is not None


@pytest.mark.parametrize(
    ("signed", "words", "tone"),
    [
        ("2021-10-18 07:10", "在时限内", Tone.WITHIN),
        ("2021-10-18 09:00:00", "在时限内", Tone.WITHIN),
        ("2021-10-18 09:00:01", "迟 31 分", Tone.HOUSE),
        ("2021-10-18 10:30:00", "迟 120 分", Tone.HOUSE),
        ("2021-10-18 10:30:01", "迟 121 分", Tone.REGULATOR),
    ],
)
def test_a_late_sign_in_reads_as_its_finding_does(
    database: Database, signed: str, words: str, tone: Tone
) -> None:
    bring_in(database, plan(), check_in(at=at(signed)))
    page = page_of(database)
    (row,) = page.check_ins
    assert row.timing is not None
    assert (row.timing.words, row.timing.tone) == (words, tone)
    late = [one.finding.evidence["late_minutes"] for one in page.findings if one.finding.code == "H02"]
    assert late == ([] if tone is Tone.WITHIN else [row.timing.minutes])


@pytest.mark.parametrize(
    ("signed", "words", "tone"),
    [
        ("2021-10-19 15:59:59", "早 1 分", Tone.HOUSE),
        ("2021-10-19 16:00", "在时限内", Tone.WITHIN),
        ("2021-10-19 19:00", "在时限内", Tone.WITHIN),
        ("2021-10-19 19:00:01", "迟 121 分", Tone.REGULATOR),
    ],
)
def test_a_sign_out_reads_as_its_finding_does(
    database: Database, signed: str, words: str, tone: Tone
) -> None:
    bring_in(database, plan(), check_in(event=Event.CLOSING, at=at(signed)))
    page = page_of(database)
    (row,) = page.check_ins
    assert row.timing is not None
    assert (row.timing.words, row.timing.tone) == (words, tone)
    assert (tone is not Tone.WITHIN) == bool({"H03", "H04"} & set(codes(page)))


def test_dingtalk_records_count_where_the_plan_is_signed_there(database: Database) -> None:
    bring_in(
        database,
        plan(projects=("GJB9001C",)),
        check_in(channel=Channel.DINGTALK),
        check_in("", "贾思齐", channel=Channel.DINGTALK, at=at("2021-10-18 12:00")),
        check_in(channel=Channel.DINGTALK, at=at("2021-10-20 08:00")),
        check_in(name="生人", channel=Channel.DINGTALK),
        check_in(channel=Channel.MINI_PROGRAM, at=at("2021-10-18 13:00")),
    )
    rows = page_of(database).check_ins
    assert [(row.record.name, row.why_not, row.timing) for row in rows] == [
        ("崔明远", "", None),
        ("生人", "签到人不在该计划审核组", None),
        ("贾思齐", "", None),
        ("崔明远", "", None),
        ("崔明远", "不在审核期间", None),
    ]


def test_a_dingtalk_record_does_not_count_on_the_mini_program(database: Database) -> None:
    bring_in(database, plan(), check_in(channel=Channel.DINGTALK))
    page = page_of(database)
    assert [row.why_not for row in page.check_ins] == ["签在钉钉，不计入认证到"]
    assert "H15" in codes(page)


def test_a_cancelled_plan_and_one_before_the_first_policy_still_show_their_records(
    database: Database,
) -> None:
    before: dict[str, Any] = {"start": at("2021-08-18 08:30"), "end": at("2021-08-18 17:00")}
    bring_in(
        database,
        plan(state="撤销"),
        plan("R2", **before),
        check_in(),
        photo(),
        check_in("R2", at=at("2021-08-18 17:21")),
    )
    cancelled, early = page_of(database), page_of(database, "R2")
    assert (cancelled.head.status, cancelled.head.marks) == (Status.CANCELLED, ("撤销",))
    assert [row.why_not for row in cancelled.check_ins] == ["计划撤销，记录不参与判定"]
    assert [row.why_not for row in cancelled.photos] == ["不适用，不判定照片"]
    assert early.head.status is Status.NOT_APPLICABLE
    assert [row.why_not for row in early.check_ins] == ["不适用，不判定签到"]
    assert early.timeline.segments


def test_the_team_is_matched_with_the_roster_and_the_photos(database: Database) -> None:
    bring_in(
        database,
        person("崔明远", department="二部", qualification="高级审核员", phone="15400011234"),
        person("孟达", phone="1"),
        person("孟达", phone="2"),
        plan(team=(member("崔明远", Role.LEADER), member("贾思齐", remote=True), member("孟达"))),
        photo(),
        photo(category=PhotoCategory.CLOSING_MEETING),
        review(people=("崔明远", "孟达")),
    )
    page = page_of(database)
    leader, remote, namesake = page.team.members
    assert (leader.match, leader.department, leader.phone) == ("在册", "二部", "154****1234")
    assert leader.seen == {
        PhotoCategory.OPENING_MEETING: True,
        PhotoCategory.CLOSING_MEETING: None,
        PhotoCategory.OTHER: None,
    }
    assert (remote.match, remote.remote, remote.codes) == ("不在名册", True, ("H11", "D06"))
    assert remote.seen[PhotoCategory.OPENING_MEETING] is False
    assert namesake.match == "名册中有 2 个同名的人"
    assert page.team.enterprise_seen[PhotoCategory.OPENING_MEETING] is True


def test_without_a_roster_nobody_is_a_stranger(database: Database) -> None:
    bring_in(database, plan())
    assert {one.match for one in page_of(database).team.members} == {"未导入名册"}


def test_photos_tell_how_late_they_were_uploaded_and_what_the_review_said(database: Database) -> None:
    bring_in(
        database,
        plan(),
        plan("R2", projects=("ISO14001",)),
        photo(uploaded_at=at("2021-10-18 10:06"), uploader="崔明远"),
        photo(category=PhotoCategory.CLOSING_MEETING, uploaded_at=at("2021-10-19 16:57")),
        photo("R2", file_name="外.jpg", uploader="外人", uploaded_at=at("2021-10-18 08:00")),
        review(conclusion="有问题"),
    )
    page = page_of(database)
    told = [
        (row.photo.file_name, row.own, row.why_not, row.timing and row.timing.words) for row in page.photos
    ]
    assert told == [
        ("外.jpg", False, "上传人不在本计划审核组", "在时限内"),
        ("首次会议1.jpg", True, "", "迟 96 分"),
        ("末次会议1.jpg", True, "", "在时限内"),
    ]
    worst = [one.finding.evidence["worst_minutes"] for one in page.findings if one.finding.code == "H07"]
    assert worst == [96]
    assert [row.review and row.review.conclusion for row in page.photos] == [None, "有问题", None]


def test_findings_come_with_their_reason_and_what_people_decided(database: Database) -> None:
    bring_in(database, plan(), check_in(at=at("2021-10-18 09:17:42")))
    finish(judge(database, BOOK, AS_OF, "陆文静"))
    decide(database, "林知夏", [(NUMBER, "H02", "签到")], Disposition.CONFIRMED, "属实 13800138000")
    page = page_of(database, as_of=None)
    assert codes(page) == ["O1", "O3", "H02"]
    late = page.findings[-1]
    assert (late.finding_class, late.title, late.clause) == (FindingClass.HOUSE, "签到迟", "N6.1(1), F3")
    assert late.why is not None
    assert "48 分钟 > 30 分钟" in late.why.formula
    assert late.why.counterfactual
    assert late.decided is not None
    assert (late.decided.by, late.decided.reason) == ("林知夏", "属实 138****8000")
    assert [page.count(one) for one in FindingClass] == [2, 1, 0, 0, 0]


def test_the_four_states_of_the_explanations_follow_what_is_needed(database: Database) -> None:
    bring_in(database, plan(), explanation(side=Side.AUDITOR), explanation())
    page = page_of(database)
    assert codes(page) == ["O1", "O3"]
    auditor, body = page.sides
    assert (auditor.words, auditor.missing) == ("未填写", (AnomalyKind.NO_PHOTOS,))
    assert (body.side, body.words) == (Side.BODY, "未填写")
    assert [(one.side, one.kind, one.late_days) for one in page.explanations] == [
        (Side.AUDITOR, AnomalyKind.NOT_SIGNED, 0),
        (Side.BODY, AnomalyKind.NOT_SIGNED, 0),
    ]


def test_without_an_anomaly_nobody_has_to_explain(database: Database) -> None:
    bring_in(
        database,
        plan(),
        check_in(),
        check_in(event=Event.CLOSING),
        photo(),
        photo(category=PhotoCategory.CLOSING_MEETING),
    )
    assert [one.words for one in page_of(database).sides] == ["无需填写", "无需填写"]


def test_a_late_filing_says_by_how_many_days(database: Database) -> None:
    bring_in(database, plan(**NOW), explanation(filed_on=date(2026, 10, 15)))
    page = page_of(database, as_of=at("2026-10-19 09:00"))
    assert [one.late_days for one in page.explanations] == [2]


def test_the_history_speaks_the_words_of_the_template_and_hides_numbers(database: Database) -> None:
    bring_in(database, plan(), check_in(phone="15400011234"))
    bring_in(
        database,
        plan(
            end=at("2021-10-19 16:00"),
            contact_phone="15400011234",
            addresses=(address("新厂", position()),),
            team=(member("崔明远", Role.LEADER, phone="15400011234"),),
            synced=True,
        ),
    )
    rows = page_of(database).changes
    assert [one.after for one in rows[:2]] == ["新增审核计划", "新增签到记录"]
    told = {one.field: (one.before, one.after) for one in rows if one.field and one.entity == "审核计划"}
    assert told["审核结束时间"] == ("2021-10-19 17:00", "2021-10-19 16:00")
    assert told["联系电话"] == ("（空）", "154****1234")
    assert told["同步认证到"] == ("（空）", "是")
    assert told["审核地址"][1] == "新厂（121.614786, 38.913962 WGS-84）"
    assert told["审核组"] == ("【组长】崔明远；【组员】贾思齐", "【组长】崔明远 154****1234")
    assert {one.kind for one in rows} == {ChangeKind.IMPORT, ChangeKind.JUDGEMENT}
    assert all("15400011234" not in text for text in texts(rows))


def test_a_decision_stands_in_the_history_as_such(database: Database) -> None:
    bring_in(database, plan(), check_in(at=at("2021-10-18 09:17:42")))
    finish(judge(database, BOOK, AS_OF, "陆文静"))
    decide(database, "林知夏", [(NUMBER, "H02", "签到")], Disposition.DISMISSED, "会议推迟")
    last = page_of(database, as_of=None).changes[-1]
    assert (last.kind, last.field, last.before, last.after) == (
        ChangeKind.DECISION,
        "处置",
        "未处理",
        "已排除",
    )
    assert (last.what, last.actor, last.reason) == ("H02 签到", "林知夏", "会议推迟")


def test_source_rows_are_shown_as_they_were_read_with_numbers_hidden(database: Database) -> None:
    raw = {"计划编号": NUMBER, "联系电话": "0411-8888666", "备注": "找 13800138000", "自定列": "甲"}
    record = {"计划编号": NUMBER, "姓名": "崔明远", "手机号": "15400011234"}
    bring_in(database, draft(plan(), raw=raw), draft(check_in(), raw=record))
    first, second = page_of(database).sources
    assert (first.entity, first.place, first.batch) == (Entity.PLAN, "计划.xlsx 审核计划 第 2 行", 1)
    assert dict(first.cells) == {
        "计划编号": NUMBER,
        "联系电话": "041****8666",
        "备注": "找 138****8000",
        "自定列": "甲",
    }
    assert dict(second.cells)["手机号"] == "154****1234"


def texts(value: Any) -> Iterator[str]:
    """Yield every text that a page holds, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from texts([*value.keys(), *value.values()])
    elif isinstance(value, Sequence):
        for one in value:
            yield from texts(one)


MONTHS = [one for one in sample_sets() if one.folder.name in {"2021-10", "2026-10", "seed"}]


@pytest.mark.parametrize("month", MONTHS, ids=lambda month: str(month.folder.name))
def test_every_plan_of_the_samples_opens_with_every_reason(month: SampleSet) -> None:
    with throw_away_desk(BOOK) as desk:
        intake = finish(desk.read([month.folder]))
        finish(desk.accept("录入员", desk.examine(intake), [month.folder]))
        verdicts = finish(desk.judge(month.as_of, "陆文静"))
        ledger = desk.ledger()
        phones = {one.phone for one in ledger.roster or ()} | {
            dossier.plan.contact_phone for dossier in ledger.dossiers
        }
        phones = {phone for phone in phones if len(phone) > 4}
        for verdict in verdicts:
            page = finish(desk.open_page(verdict.plan, month.as_of))
            assert page is not None
            assert (page.head.status, page.head.channel) == (verdict.status, verdict.channel)
            assert page.head.policy == verdict.policy
            assert sorted(codes(page)) == sorted(one.code for one in verdict.findings)
            assert all(one.why is not None for one in page.findings)
            assert {one.number for one in page.bound if one.direct} == set(verdict.bound_with)
            told = "\n".join(texts(page))
            assert not [phone for phone in phones if phone in told]
            for distance, event in ((verdict.opening_distance, Event.OPENING),):
                if distance is not None:
                    near = [
                        row.distance_m
                        for row in page.check_ins
                        if row.record.event is event and row.counted and row.distance_m is not None
                    ]
                    assert round(min(near), 1) == distance.distance_m
