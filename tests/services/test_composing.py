"""Texts are composed from the facts alone: what is not known is left as a gap, what is known is marked."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.builders import address, at, check_in, member, photo, plan, position
from tests.services.words_desk import (
    EMS,
    FAR,
    NUMBERS,
    OHSMS,
    QMS,
    SITE,
    accepted,
    book,
    bring_in,
    filed,
    ground,
    visit,
    words_desk,
)
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import AnomalyKind, AuditMode, Channel, PhotoCategory, Role
from tianyi_desk.services.causes import shipped
from tianyi_desk.services.composing import LONGEST, compose, faults_of, gaps_in, still_facts
from tianyi_desk.services.composing_evidence import Scope
from tianyi_desk.services.composing_facts import PHRASES
from tianyi_desk.services.composing_words import distance_words, moment_words, period_words, short_numbers
from tianyi_desk.services.desk import Desk, throw_away_desk
from tianyi_desk.services.explaining import Ground

UNSIGNED, UNPHOTOGRAPHED, STATEMENT = AnomalyKind.NOT_SIGNED, AnomalyKind.NO_PHOTOS, AnomalyKind.STATEMENT


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with words_desk(tmp_path) as desk:
        yield desk


def grounded(*facts: Fact, number: str = QMS) -> Ground:
    """Open what the composer stands on over other facts."""
    with throw_away_desk(book()) as desk:
        bring_in(desk, *facts)
        return ground(desk, number)


def one_plan(**changes: object) -> Plan:
    values: dict[str, object] = {
        "enterprise": "辽宁钧砾铸造有限公司",
        "start": at("2026-09-28 08:30"),
        "end": at("2026-09-30 17:00"),
        "team": (member("顾念慈", Role.LEADER), member("孟怀瑾")),
        "addresses": (address("大连市西岗区新开路82号", at=position(*SITE)),),
    }
    return plan(QMS, **(values | changes))


def why(one: Ground, code: str, *kinds: AnomalyKind) -> str:
    offered = {offer.code: offer.why for offer in one.offers([QMS], kinds or one.kinds())}
    return offered.get(code, "")


def test_a_text_says_the_facts_of_the_visit_as_the_regulator_reads_them(desk: Desk) -> None:
    composed = ground(desk).compose("other-site", NUMBERS, [FAR])
    assert composed.text == (
        "2026 年 9 月 28 日至 30 日，审核组对山东筠砺轴承制造有限公司实施 QMS、EMS、OHSMS 结合审核"
        "（计划编号 R01230320260917、0918、0919），上报审核地址为“淄博市张店区湖田街道天璇路66号”。"
        "实际签到的场所为〔实际场所的名称及地址……〕，〔在该场所开会的原因……〕。"
        "组长顾念慈于 9 月 28 日 09:17 签到，距上报审核地址 7.39 公里；"
        "组长顾念慈于 9 月 30 日 16:52 签退，距上报审核地址 0 米；已上传首次会议照片 2 张、末次会议照片 2 张。"
        "今后将分场所地址一并上报。"
    )


def test_every_fact_is_marked_where_it_stands_and_nothing_else_is(desk: Desk) -> None:
    composed = ground(desk).compose("other-site", NUMBERS, [FAR])
    words = [composed.text[begin:end] for begin, end in composed.facts]
    assert words[:4] == [
        "2026 年 9 月 28 日至 30 日",
        "山东筠砺轴承制造有限公司",
        "QMS、EMS、OHSMS",
        "R01230320260917、0918、0919",
    ]
    assert "7.39 公里" in words
    assert [composed.text[begin:end] for begin, end in composed.gaps] == [
        "〔实际场所的名称及地址……〕",
        "〔在该场所开会的原因……〕",
    ]


def test_a_fact_that_was_changed_by_hand_is_no_fact_any_more(desk: Desk) -> None:
    composed = ground(desk).compose("other-site", NUMBERS, [FAR])
    edited = composed.text.replace("7.39 公里", "7.4 公里")
    left = {edited[begin:end] for begin, end in still_facts(composed, edited)}
    assert "7.39 公里" not in left
    assert "顾念慈" in left
    assert len(still_facts(composed, composed.text)) == len(composed.facts)


@pytest.mark.parametrize("code", [one.code for one in shipped()])
def test_every_shipped_template_names_only_what_can_be_filled_in_and_reads_cleanly(
    desk: Desk, code: str
) -> None:
    text = ground(desk).compose(code, NUMBERS, [FAR]).text
    assert text.endswith(("。", "〕"))
    assert not any(
        mark in text for mark in ("{", "}", "；。", "，。", "。。", "，，", "；；", "，；", "。；", "、。")
    )
    assert len(text) <= LONGEST


def test_a_name_that_no_phrase_has_is_left_as_a_gap(desk: Desk) -> None:
    one = ground(desk)
    scope = Scope([one.cases[QMS]], one.visit, [FAR], one.book)
    assert compose("因{不存在的事实}。", scope).text == "因〔不存在的事实……〕。"
    assert "照片" in PHRASES


def test_numbers_days_moments_and_distances_read_in_words() -> None:
    assert short_numbers(NUMBERS) == [QMS, "0918", "0919"]
    assert short_numbers(["R0123", "R0124"]) == ["R0123", "R0124"]
    assert period_words(date(2026, 9, 28), date(2026, 9, 28)) == "2026 年 9 月 28 日"
    assert period_words(date(2026, 9, 28), date(2026, 10, 2)) == "2026 年 9 月 28 日至 10 月 2 日"
    assert period_words(date(2026, 12, 30), date(2027, 1, 2)) == "2026 年 12 月 30 日至 2027 年 1 月 2 日"
    assert moment_words(at("2027-01-02 09:05"), 2026) == "2027 年 1 月 2 日 09:05"
    assert [distance_words(one) for one in (418.4, 999.6, 7186, 460_812)] == [
        "418 米",
        "1.00 公里",
        "7.19 公里",
        "460.8 公里",
    ]


def test_a_text_is_handed_in_only_without_gaps_and_within_its_length() -> None:
    assert faults_of("好。") == ()
    assert faults_of("在〔……〕召开〔地址〕。") == ("还有 2 处〔……〕没有补写",)
    assert faults_of("") == ("说明正文是空的",)
    assert gaps_in("无") == ()


def test_plans_that_stand_differently_are_told_apart(desk: Desk) -> None:
    team = (member("孟怀瑾", Role.LEADER),)
    facts = [
        replace(one, team=team) if isinstance(one, Plan) and one.number == OHSMS else one for one in visit()
    ]
    bring_in(desk, *facts)
    one = ground(desk, OHSMS)
    text = one.compose("left-out", NUMBERS, [UNSIGNED, FAR]).text
    assert "计划 0917、0918 签到位置距上报审核地址 7.39 公里，计划 0919 缺少签到和签退记录" in text
    assert "顾念慈于 9 月 28 日 09:17 在绑定计划 0917 签到，不在本计划审核组，按同时签到的规定不计入" in text
    (first, *_) = one.offers([OHSMS], [UNSIGNED])
    assert (first.code, first.why) == (
        "left-out",
        f"顾念慈 在计划 {QMS} 签到，但不在计划 {OHSMS} 的审核组",
    )


def test_the_evidence_offers_a_secret_unit_a_gjb_a_remote_and_a_changed_audit() -> None:
    secret = grounded(one_plan(confidential=True))
    assert why(secret, "confidential") == "计划标为涉密"
    text = secret.compose("confidential", [QMS], secret.kinds()).text
    assert "因此缺少签到和签退记录，未上传首次会议和末次会议照片。" in text
    both = grounded(one_plan(projects=("ISO9001", "GJB9001C")))
    assert "国军标" in why(both, "confidential")
    remote = grounded(one_plan(mode=AuditMode.REMOTE))
    assert why(remote, "remote") == "审核方式为远程"
    assert STATEMENT in remote.kinds()
    assert "远程参加的人员为顾念慈、孟怀瑾" in remote.compose("remote", [QMS], [STATEMENT]).text
    secret_too = grounded(one_plan(mode=AuditMode.MIXED, confidential=True))
    assert [one.code for one in secret_too.offers([QMS], [STATEMENT])] == ["remote", "confidential"]
    moved = grounded(one_plan(adjustment="审核地点改到二厂区，电话 13812345678"))
    assert why(moved, "changed-place") == "临时调整：审核地点改到二厂区，电话 138****5678"
    assert why(moved, "changed-people") == ""


def test_the_evidence_offers_dingtalk_and_an_address_that_cannot_be_placed() -> None:
    signed = check_in(QMS, "顾念慈", at=at("2026-09-28 08:20"), channel=Channel.DINGTALK, position=None)
    ding = grounded(one_plan(), signed)
    assert why(ding, "dingtalk") == "审核组有 1 条钉钉记录"
    assert "组长顾念慈于 9 月 28 日 08:20 签到" in ding.compose("dingtalk", [QMS], [UNSIGNED]).text
    nowhere = grounded(one_plan(addresses=(address("大连市某处"),)))
    assert why(nowhere, "unlocatable") == "审核地址没有坐标：大连市某处"
    assert "“大连市某处”在地图上无法定位" in nowhere.compose("unlocatable", [QMS], [UNSIGNED]).text


def test_a_check_in_near_another_plans_address_offers_that_site_with_its_distance() -> None:
    facts: list[Fact] = []
    for one in visit():
        if isinstance(one, Plan) and one.number == EMS:
            second = address("淄博市临淄区南王镇开元路9号", at=position(121.703, 38.913962))
            facts.append(replace(one, addresses=(second,)))
        else:
            facts.append(one)
    found = grounded(*facts)
    assert why(found, "other-site", FAR).startswith(f"签到点距计划 {EMS} 的地址 260 米")
    text = found.compose("other-site", [QMS], [FAR]).text
    assert "签到的场所为“淄博市临淄区南王镇开元路9号”（计划 0918 的审核地址，距签到点 260 米）" in text
    assert len(gaps_in(text)) == 1


def test_an_outsiders_own_record_speaks_for_another_team_not_for_a_binding() -> None:
    signed = [check_in(QMS, "外来人", at=at("2026-09-28 08:20"))]
    found = grounded(one_plan(), *signed)
    assert why(found, "left-out") == ""
    assert why(found, "changed-people") == "外来人 签到，但不在上报的审核组"
    text = found.compose("changed-people", [QMS], [UNSIGNED]).text
    assert "外来人于 9 月 28 日 08:20 签到，不在上报的审核组，因此缺少签到和签退记录" in text


def test_what_is_only_a_guess_is_offered_but_never_chosen_unasked() -> None:
    found = grounded(one_plan(), check_in(QMS, "顾念慈", at=at("2026-09-28 08:20")))
    (offer,) = [one for one in found.offers([QMS], [UNSIGNED]) if one.code == "forgotten"]
    assert (offer.why, offer.sure) == ("签到已计入，只缺签退", False)


def test_photos_that_came_late_are_told_with_their_number_and_time() -> None:

    late = [
        photo(
            QMS, PhotoCategory.OPENING_MEETING, file_name=f"{place}.jpg", uploaded_at=at("2026-10-05 09:00")
        )
        for place in (1, 2)
    ]
    found = grounded(one_plan(), *late)
    assert why(found, "late-photos", UNPHOTOGRAPHED) == "2 张会议照片在结束日之后上传"
    text = found.compose("late-photos", [QMS], [UNPHOTOGRAPHED]).text
    assert "未上传末次会议照片；首次会议照片 2 张已于 10 月 5 日 09:00 补传" in text


def test_what_is_owed_and_what_is_filed_is_told_for_every_bound_plan(desk: Desk) -> None:
    one = ground(desk)
    assert [(owed.number, owed.needs, owed.missing) for owed in one.plans] == [
        (number, (FAR,), (FAR,)) for number in NUMBERS
    ]
    assert one.needing([FAR]) == NUMBERS
    assert one.due is not None
    assert one.due.words == "今天到期"
    filed(desk, accepted(desk))
    after = ground(desk)
    assert [owed.missing for owed in after.plans] == [(), (), ()]
    draft = after.draft_for(OHSMS, FAR)
    assert draft is not None
    assert draft == after.open_draft()


def test_composing_takes_no_longer_than_a_blink(desk: Desk) -> None:
    one = ground(desk)
    one.compose("other-site", NUMBERS, [FAR])
    begun = time.perf_counter()
    for _ in range(10):
        one.compose("other-site", NUMBERS, [FAR])
        one.offers(NUMBERS, [FAR])
    assert (time.perf_counter() - begun) / 10 < 0.05
