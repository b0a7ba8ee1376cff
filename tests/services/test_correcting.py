"""Corrections by hand: read as an import would, written with their trace, judged again at once."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from tests import builders
from tests.builders import at, check_in, member, person, photo, plan, position, review
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import AuditMode, Channel, Entity, Event, Origin, PhotoCategory, Role
from tianyi_desk.geo.datum import Datum
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.models.loading import load_ledger
from tianyi_desk.progress import finish
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import trail
from tianyi_desk.services.binding_by_hand import bind
from tianyi_desk.services.bulk_correcting import preview
from tianyi_desk.services.correctable import read_items
from tianyi_desk.services.correcting import Corrected, Wish, correct, field_of, seen_in
from tianyi_desk.services.correction_parts import ALL_FIELDS
from tianyi_desk.services.correction_shapes import Slot
from tianyi_desk.services.gallery import list_visits
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.judgement import judge
from tianyi_desk.services.piles import Piles
from tianyi_desk.services.plan_page import open_page
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.undoing import undo
from tianyi_desk.trouble import DeskError

A, B = "R0123012021001", "R0123012021002"
AS_OF = at("2021-10-30 09:00")
PLAN, SIGNED, SHOT = Entity.PLAN.value, Entity.CHECK_IN.value, Entity.PHOTO.value
FAR = position(120.1, 30.2)


@dataclass(frozen=True, slots=True)
class Office:
    """A database with two audits of two firms, and what a person does there."""

    database: Database
    book: RuleBook

    def correct(
        self, *wishes: tuple[Slot, str], reason: str = "按原始记录更正", actor: str = "林知夏"
    ) -> Corrected:
        asked = [Wish(slot, text) for slot, text in wishes]
        return finish(correct(self.database, self.book, actor, asked, reason, AS_OF))

    def undo(self, *numbers: int) -> Corrected:
        return finish(undo(self.database, self.book, "林知夏", numbers, AS_OF))

    def bring_in(self, *facts: Fact) -> Piles:
        piles = examine(self.database, builders.intake(*facts))
        finish(accept(self.database, "录入员", piles))
        return piles

    def fact(self, entity: str, key: int = 1) -> Any:
        with self.database.reading() as session:
            return read_items(session, [(entity, key)])[entity, key].fact

    def plan(self, key: int = 1) -> Plan:
        found: Plan = self.fact(PLAN, key)
        return found

    def history(self, entity: str, key: int = 1) -> list[tuple[Any, ...]]:
        entries = trail.history(self.database, entity, key)
        return [(one.field, one.before, one.after, one.reason) for one in entries if one.batch is None]

    def judged(self, number: str = A) -> set[str]:
        finding = t.finding.c
        with self.database.reading() as session:
            statement = select(finding.code).join_from(t.finding, t.plan)
            return set(
                session.scalars(statement.where(t.plan.c.number == number, finding.closed_at.is_(None)))
            )


FACTS: Sequence[Fact] = (
    plan(A, closing_end=at("2021-10-19 17:00")),
    plan(
        B,
        enterprise="青岛海岳船舶有限公司",
        start=at("2021-10-25 08:30"),
        end=at("2021-10-26 17:00"),
        team=(member("韩照野", Role.LEADER), member("贾思齐")),
    ),
    person("崔明远", phone="13812345678"),
    person("贾思齐"),
    person("韩照野"),
    check_in(A),
    check_in(A, event=Event.CLOSING, position=FAR),
    check_in(B, "韩照野", at=at("2021-10-25 08:20")),
    photo(A, uploaded_at=at("2021-10-18 08:40")),
    photo(A, PhotoCategory.CLOSING_MEETING, uploaded_at=at("2021-10-19 16:40")),
    review(A, people=("崔明远",)),
)


@pytest.fixture(scope="session", name="book")
def _book() -> RuleBook:
    return load_rule_book()


@pytest.fixture(name="office")
def _office(book: RuleBook) -> Iterator[Office]:
    with closing(throw_away_database()) as database:
        office = Office(database, book)
        office.bring_in(*FACTS)
        finish(judge(database, book, AS_OF, "录入员"))
        yield office


@pytest.mark.parametrize(
    ("slot", "text", "name", "value"),
    [
        (Slot(PLAN, 1, "enterprise"), " 大连海川重工有限公司 ", "enterprise", "大连海川重工有限公司"),
        (Slot(PLAN, 1, "projects"), "ISO9001*；ISO14001", "projects", ("ISO9001", "ISO14001")),
        (Slot(PLAN, 1, "mode"), "FS03", "mode", AuditMode.MIXED),
        (Slot(PLAN, 1, "start"), "2021/10/18 9:00", "start", at("2021-10-18 09:00")),
        (Slot(PLAN, 1, "start"), "下午2点", "start", at("2021-10-18 14:00")),
        (Slot(PLAN, 1, "end"), "2021年10月20日", "end", at("2021-10-20 23:59")),
        (Slot(PLAN, 1, "opening_at"), "9:05", "opening_at", at("2021-10-18 09:05")),
        (Slot(PLAN, 1, "closing_end"), "", "closing_end", None),
        (Slot(PLAN, 1, "confidential"), "是", "confidential", True),
        (Slot(PLAN, 1, "synced"), "未同步", "synced", False),
        (Slot(PLAN, 1, "adjustment"), "客户停电改期", "adjustment", "客户停电改期"),
        (Slot(PLAN, 1, "remarks"), "核对过", "remarks", "核对过"),
        (Slot(PLAN, 1, "state"), "作废", "state", "作废"),
        (Slot(PLAN, 1, "certificates"), "A1；A2", "certificates", ("A1", "A2")),
        (Slot(PLAN, 1, "contact_phone"), "+86 139-0000-1111", "contact_phone", "13900001111"),
        (Slot(SIGNED, 1, "at"), "2021/10/18 8:30", "at", at("2021-10-18 08:30")),
        (Slot(SIGNED, 1, "at"), "8:31:05", "at", at("2021-10-18 08:31:05")),
        (Slot(SIGNED, 1, "event"), "签退", "event", Event.CLOSING),
        (Slot(SIGNED, 1, "channel"), "小程序", "channel", Channel.MINI_PROGRAM),
        (Slot(SIGNED, 1, "declined"), "否", "declined", True),
        (Slot(SIGNED, 1, "name"), "贾 思齐", "name", "贾思齐"),
        (Slot(SIGNED, 1, "plan"), B.lower(), "plan", B),
        (Slot(SHOT, 1, "category"), "末次会", "category", PhotoCategory.CLOSING_MEETING),
        (Slot(SHOT, 1, "uploaded_at"), "8:50", "uploaded_at", at("2021-10-18 08:50")),
        (Slot(SHOT, 1, "plan"), B, "plan", B),
    ],
)
def test_what_is_typed_is_read_as_an_import_reads_it(
    office: Office, slot: Slot, text: str, name: str, value: Any
) -> None:
    before = getattr(office.fact(slot.entity), name)
    done = office.correct((slot, text))
    assert getattr(office.fact(slot.entity), name) == value
    (line,) = done.written
    assert (line.field, line.thing.entity) == (name, slot.entity)
    assert before != value
    office.undo(line.number)
    assert getattr(office.fact(slot.entity), name) == before
    assert [one[3] for one in office.history(slot.entity)] == ["按原始记录更正", "撤销：按原始记录更正"]


@pytest.mark.parametrize(
    ("text", "longitude", "latitude", "datum", "swapped"),
    [
        ("120.1,30.2 GCJ-02", 120.1, 30.2, Datum.GCJ02, False),
        ("120.1 30.2", 120.1, 30.2, Datum.WGS84, False),
        ("东经120.1°，北纬30.2° 百度", 120.1, 30.2, Datum.BD09, False),
        ("纬度 30.2 经度 120.1 高德", 120.1, 30.2, Datum.GCJ02, False),
        ("30.2，120.1 WGS84", 120.1, 30.2, Datum.WGS84, True),
    ],
)
def test_coordinates_are_read_with_their_datum(
    office: Office, text: str, longitude: float, latitude: float, datum: Datum, swapped: bool
) -> None:
    office.correct((Slot(SIGNED, 1, "position"), text))
    found = office.fact(SIGNED).position
    assert (found.longitude, found.latitude, found.datum, found.swapped) == (
        longitude,
        latitude,
        datum,
        swapped,
    )
    assert found.wgs_longitude is not None
    office.correct((Slot(PLAN, 1, "addresses", "position", 0), text))
    (address,) = office.plan().addresses
    assert address.position is not None
    assert (address.position.longitude, address.origin) == (longitude, Origin.PINNED)


@pytest.mark.parametrize(
    ("slot", "text", "sentence"),
    [
        (Slot(PLAN, 1, "enterprise"), " 无 ", "“企业名称”写的是“无”，应为企业名称"),
        (Slot(PLAN, 1, "start"), "2021-02-30 8:00", "没有 2021-02-30 这一天"),
        (Slot(PLAN, 1, "end"), "2021-10-18 08:00", "不晚于开始时间"),
        (Slot(PLAN, 1, "mode"), "电话", "应为现场、远程 或 现场\\+远程"),
        (Slot(PLAN, 1, "addresses", "position", 0), "一百二", "应为经度、纬度和坐标系"),
        (Slot(PLAN, 1, "addresses", "position", 0), "120.1,30.2 火星2", "坐标系名称"),
        (Slot(PLAN, 1, "addresses", "remove", 0), "是", "至少要有一个审核地址"),
        (Slot(PLAN, 1, "addresses", "text", 4), "某地", "请刷新"),
        (Slot(PLAN, 1, "team", "role", 0), "司机", "应为组长"),
        (Slot(PLAN, 1, "team", "add"), "崔明远", "还不在审核组的人"),
        (Slot(SIGNED, 1, "plan"), "R9", "没有编号为 R9 的计划"),
        (Slot(SIGNED, 1, "event"), "路过", "应为签到 或 签退"),
        (Slot(SIGNED, 1, "at"), "2021-10-18", "应为日期和时间"),
        (Slot(SHOT, 1, "uploaded_at"), "昨天", "应为日期和时间"),
        (Slot(SIGNED, 99, "place"), "厂门口", "已经不在了"),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence_and_nothing_is_written(
    office: Office, slot: Slot, text: str, sentence: str
) -> None:
    good = Slot(PLAN, 1, "remarks"), "好的一项"
    with pytest.raises(DeskError, match=sentence):
        office.correct(good, (slot, text))
    assert office.plan().remarks == ""
    assert office.history(PLAN) == []


def test_a_correction_needs_its_reason(office: Office) -> None:
    with pytest.raises(DeskError, match="没有填写原因"):
        office.correct((Slot(PLAN, 1, "remarks"), "好"), reason="  ")


def test_a_team_is_put_right_member_by_member(office: Office) -> None:
    office.correct((Slot(PLAN, 1, "team", "role", 1), "技术专家"), (Slot(PLAN, 1, "team", "remote", 1), "是"))
    office.correct((Slot(PLAN, 1, "team", "add"), "【实习】韩照野(13912345678)"))
    office.correct((Slot(PLAN, 1, "team", "remove", 0), "是"))
    assert office.plan().team == (
        member("贾思齐", Role.EXPERT, remote=True),
        member("韩照野", Role.TRAINEE, phone="13912345678"),
    )
    assert [one[0] for one in office.history(PLAN)] == ["team"] * 3


def test_judging_again_tells_what_a_correction_changed(office: Office) -> None:
    assert "O2" in office.judged()
    done = office.correct((Slot(SIGNED, 2, "position"), "121.614786,38.913962 WGS-84"))
    assert "O2 地点偏差（签退） 已消除" in done.words
    assert "O2" not in office.judged()
    late = office.correct((Slot(SIGNED, 1, "at"), "2021-10-18 09:40"))
    assert "新增 H02 签到迟" in late.words
    back = office.undo(*late.numbers)
    assert "H02 签到迟（签到） 已消除" in back.words


def test_moving_a_check_in_judges_both_plans_again(office: Office) -> None:
    done = office.correct((Slot(SIGNED, 3, "plan"), A), (Slot(SIGNED, 3, "remarks"), "走错计划"))
    assert set(done.plans) == {A, B}
    assert "H08" in office.judged(A)
    assert f"{B} 签到情况" not in done.words
    with office.database.reading() as session:
        (away,) = [one for one in trail.entries_of_plan(session, 2) if one.field == "plan"]
    assert (away.before, away.after) == (f'"{B}"', f'"{A}"')


def test_what_stands_so_already_is_not_written(office: Office) -> None:
    done = office.correct((Slot(PLAN, 1, "enterprise"), office.plan().enterprise))
    assert (done.written, office.history(PLAN)) == ((), [])


def test_a_second_window_is_told_instead_of_overwriting(office: Office) -> None:
    slot, blank = Slot(PLAN, 1, "enterprise"), Slot(PLAN, 1, "remarks")
    with office.database.reading() as session:
        item = read_items(session, [slot.which])[slot.which]
        seen, unseen = seen_in(item, slot), seen_in(item, blank)
    office.correct((slot, "大连海川重工有限公司"))
    wish = Wish(slot, "大连海川集团", seen)
    with pytest.raises(DeskError, match="“企业名称”刚刚在别处被改过"):
        finish(correct(office.database, office.book, "陆文静", [wish], "更正", AS_OF))
    other = Wish(blank, "另一栏", unseen)
    finish(correct(office.database, office.book, "陆文静", [other], "更正", AS_OF))
    assert (office.plan().enterprise, office.plan().remarks) == ("大连海川重工有限公司", "另一栏")


def test_a_void_record_counts_for_nothing_until_it_is_in_force_again(office: Office) -> None:
    assert "O1" not in office.judged()
    done = office.correct((Slot(SIGNED, 1, "void"), "是"), (Slot(SHOT, 1, "void"), "是"))
    assert {"O1", "O3"} <= office.judged()
    with office.database.reading() as session:
        (dossier,) = load_ledger(session, [A], compared=False).dossiers
    assert (len(dossier.check_ins), len(dossier.photos)) == (1, 1)
    assert office.bring_in(*FACTS).empty
    office.undo(*done.numbers)
    assert not {"O1", "O3"} & office.judged()


def test_undo_is_refused_naming_what_was_written_since_and_free_again_once_that_is_undone(
    office: Office,
) -> None:
    slot = Slot(PLAN, 1, "enterprise")
    (first,) = office.correct((slot, "甲公司")).numbers
    (second,) = office.correct((slot, "乙公司"), reason="营业执照", actor="陆文静").numbers
    with pytest.raises(DeskError, match="又被陆文静（营业执照）改过"):
        office.undo(first)
    (third,) = office.undo(second).numbers
    with pytest.raises(DeskError, match="已经撤销过了"):
        office.undo(second)
    office.undo(first)
    assert office.plan().enterprise == "大连海川机械有限公司"
    with pytest.raises(DeskError, match="改过"):
        office.undo(third)


def test_several_corrections_of_one_field_are_undone_at_once(office: Office) -> None:
    slot = Slot(PLAN, 1, "enterprise")
    numbers = [*office.correct((slot, "甲公司")).numbers, *office.correct((slot, "乙公司")).numbers]
    done = office.undo(*numbers)
    assert len(done.written) == 2
    assert office.plan().enterprise == "大连海川机械有限公司"


def test_the_region_says_whether_the_plan_is_abroad_and_both_are_undone_together(office: Office) -> None:
    done = office.correct((Slot(PLAN, 1, "region"), "越南"))
    assert [one.field for one in done.written] == ["region", "foreign"]
    with pytest.raises(DeskError, match="不是可以撤销的更正"):
        office.undo(done.numbers[1])
    office.undo(done.numbers[0])
    assert (office.plan().region, office.plan().foreign) == ("", False)


def test_a_photo_takes_its_review_along_and_back_again(office: Office) -> None:
    def home() -> Sequence[int]:
        with office.database.reading() as session:
            return session.scalars(select(t.photo_review.c.plan_id)).all()

    done = office.correct((Slot(SHOT, 1, "plan"), B))
    assert home() == [2]
    office.undo(*done.numbers)
    assert home() == [1]


def test_a_photo_is_not_moved_onto_its_namesake(office: Office) -> None:
    office.bring_in(photo(B))
    with pytest.raises(DeskError, match="里已有同名的照片"):
        office.correct((Slot(SHOT, 1, "plan"), B))


@pytest.mark.parametrize(
    "wishes",
    [
        [(Slot(SIGNED, 1, "plan"), B)],
        [
            (Slot(SIGNED, 1, "at"), "8:31"),
            (Slot(SIGNED, 1, "event"), "签退"),
            (Slot(SIGNED, 1, "name"), "贾思齐"),
        ],
        [(Slot(SHOT, 1, "category"), "其他照片"), (Slot(SHOT, 2, "plan"), B)],
        [(Slot(PLAN, 1, "enterprise"), "甲公司"), (Slot(PLAN, 1, "team", "remove", 1), "是")],
    ],
)
def test_the_same_files_again_find_what_was_put_right_and_change_nothing(
    office: Office, wishes: list[tuple[Slot, str]]
) -> None:
    office.correct(*wishes)
    before = [office.fact(slot.entity, slot.key) for slot, _text in wishes]
    piles = office.bring_in(*(one for one in FACTS if not isinstance(one, Plan) or one.number == A))
    assert piles.empty
    assert [office.fact(slot.entity, slot.key) for slot, _text in wishes] == before


def test_plans_are_unbound_and_bound_by_hand_and_left_to_the_rules_again(office: Office) -> None:
    twin = "R0123012021003"
    office.bring_in(plan(twin, projects=("ISO14001",)))
    finish(judge(office.database, office.book, AS_OF, "录入员"))
    assert "O1" not in office.judged(twin)

    def bound(number: str) -> tuple[str, ...]:
        with office.database.reading() as session:
            row = select(t.judgement.c.bound_with).join_from(t.judgement, t.plan)
            return session.scalar(row.where(t.plan.c.number == number)) or ()

    def say(one: str, other: str, *, be: bool | None, reason: str = "分开审核") -> Corrected:
        return finish(bind(office.database, office.book, "林知夏", (one, other), be, reason, AS_OF))

    assert bound(A) == (twin,)
    apart = say(twin, A, be=False)
    assert (bound(A), bound(twin)) == ((), ())
    assert "新增 O1 未签到" in apart.told.words([twin])
    with office.database.reading() as session:
        for key in (1, 3):
            assert [one.entity for one in trail.entries_of_plan(session, key)].count(trail.BINDING) == 1
    office.undo(*apart.numbers)
    assert bound(A) == (twin,)
    say(A, B, be=True)
    assert (set(bound(A)), bound(B)) == ({B, twin}, (A,))
    say(A, B, be=None)
    assert bound(B) == ()
    for pair, why in (((A, "R9"), "没有编号为 R9"), ((A, A), "不能与自己")):
        with pytest.raises(DeskError, match=why):
            say(*pair, be=True)
    with pytest.raises(DeskError, match="没有填写原因"):
        say(A, B, be=True, reason="")


def test_a_record_counts_for_a_plan_bound_by_hand_on_every_day(office: Office) -> None:
    later = plan(
        "R0123012022001",
        start=at("2022-02-08 13:30"),
        end=at("2022-02-10 12:00"),
        enterprise="大连海川（机械）",
    )
    near = plan("R0123012022002", start=at("2022-02-08 08:30"), end=at("2022-02-10 17:00"))
    signed = check_in(near.number, at=at("2022-02-09 08:20"))
    office.bring_in(later, near, signed)
    finish(judge(office.database, office.book, at("2022-02-09 20:00"), "录入员"))
    assert "R1" in office.judged(later.number)
    pair = later.number, near.number
    finish(bind(office.database, office.book, "林知夏", pair, True, "同一次审核", at("2022-02-09 20:00")))
    assert "R1" not in office.judged(later.number)


def test_every_field_reads_back_what_it_offers_to_edit(office: Office) -> None:
    for entity, name, aspect in ALL_FIELDS:
        if aspect in {"add", "remove"} or entity == trail.BINDING:
            continue
        slot = Slot(entity, 1, name, aspect, 0 if aspect else None)
        with office.database.reading() as session:
            item = read_items(session, [slot.which])[slot.which]
        field = field_of(slot)
        assert item.having(field.read(field.words(item, slot.part), item, slot.part)) == item, slot


def test_closing_the_job_early_writes_nothing(office: Office) -> None:
    job = correct(
        office.database, office.book, "林知夏", [Wish(Slot(PLAN, 1, "remarks"), "好")], "更正", AS_OF
    )
    next(job)
    job.close()
    assert office.history(PLAN) == []


def test_many_plans_are_previewed_before_one_field_of_them_is_put_right(office: Office) -> None:
    def look(name: str, text: str) -> list[tuple[str, str, bool]]:
        lines = finish(preview(office.database, [A, B, "R9"], name, text))
        return [(line.after, line.refused, line.wish is not None) for line in lines]

    assert look("mode", "现场") == [("现场", "", False)] * 2
    (early, late) = look("end", "2021-10-20 12:00")
    assert early == ("2021-10-20 12:00", "", True)
    assert "不晚于开始时间" in late[1]
    assert all("应为" in refused for _after, refused, _wish in look("mode", "电话"))
    lines = finish(preview(office.database, [A, B], "remarks", "统一备注 13812345678"))
    assert [line.after for line in lines] == ["统一备注 138****5678"] * 2
    wishes = [line.wish for line in lines if line.wish is not None]
    done = finish(correct(office.database, office.book, "林知夏", wishes, "专项整理", AS_OF))
    assert (len(done.written), done.told.summary()) == (2, "异常没有变化")


def test_what_many_corrections_changed_is_counted(office: Office) -> None:
    done = office.correct((Slot(SIGNED, 1, "void"), "是"), (Slot(SIGNED, 3, "void"), "是"))
    assert "新增 O1 未签到 1 条" in done.told.summary()


def test_the_page_offers_every_fact_with_what_was_put_right(office: Office) -> None:
    office.correct(
        (Slot(PLAN, 1, "team", "remote", 1), "是"),
        (Slot(PLAN, 1, "period"), "2021-10-18 9:00至2021-10-19 17:00"),
    )
    office.correct((Slot(SIGNED, 1, "void"), "是"), (Slot(PLAN, 1, "contact_phone"), "13812345678"))
    page = finish(open_page(office.database, office.book, A, AS_OF))
    assert page is not None
    found = {
        (one.slot.field, one.slot.aspect, one.slot.part): one
        for one in page.editables
        if one.slot.entity == PLAN
    }
    told = found["team", "remote", 1].mark
    assert told is not None
    assert (told.before, told.after, told.actor, told.reason) == ("否", "是", "林知夏", "按原始记录更正")
    assert found["team", "remote", 0].mark is None
    assert found["period", "", None].mark is not None
    phone = found["contact_phone", "", None]
    assert (phone.text, phone.shown) == ("", "138****5678")
    assert [row.key for row in page.void_check_ins] == [1]
    assert {row.key for row in page.check_ins} == {2}
    assert all(one.seen or one.slot.entity == trail.BINDING for one in page.editables)


def test_a_void_photo_is_not_among_those_to_review(office: Office) -> None:
    office.correct((Slot(SHOT, 1, "void"), "是"))
    (line,) = finish(list_visits(office.database, office.book))
    assert line.counts == (0, 1, 0)
