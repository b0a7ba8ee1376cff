"""Projects are found by any spelling that the trade uses, and unknown ones are not guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tianyi_desk.facts.projects import folded_project
from tianyi_desk.services.policies import load_rule_book

PATIENT = settings(deadline=None)  # the machine may be busy

TABLE = load_rule_book().projects

SPELLINGS = {
    "QMS": [
        "ISO9001", "ISO 9001", "iso9001:2015", "ISO9001：2015", "ISO-9001", "ISO9001-2015", "GB/T19001", "GB/T 19001-2016",
        "GBT19001", "GB/T19001-2016/ISO9001:2015", "GB/T 19001-2016 / ISO 9001:2015", "GB/T19001-2016 idt ISO9001:2015",
        "GB/T19001—2016", "ISO9001:2015/Amd 1:2024", "质量管理体系", "质量管理体系认证", "质量体系认证", "质量", "QMS", "qms",
        "Q", "ＱＭＳ", "ISO9001*", "ISO9001＊", "QMS认证", "质量管理体系(ISO9001:2015)", "质量管理体系认证（ISO 9001）",
        "ISO9001:2015质量管理体系认证", "2015版ISO9001标准", " 质量管理体系\n认证 ", "A01", "A0101", "a0101", "A010101",
    ],
    "EMS": ["ISO14001", "ISO14001:2015*", "GB/T24001-2016/ISO14001:2015", "环境管理体系", "环境", "E", "EMS", "A02", "A0201"],
    "OHSMS": [
        "OHSMS", "OHSMS*", "ISO45001", "ISO45001:2018", "OHSAS18001", "OHSAS 18001:2007", "GB/T45001-2020", "GB/T28001-2011",
        "GB/T45001-2020/ISO45001：2018", "职业健康安全管理体系", "职业健康安全", "S", "A03", "A0301", "A030102",
    ],
    "EC": ["EC9000", "EC9000*", "EC", "GB/T50430-2017", "ISO50430", "建设施工", "工程建设施工质量管理体系", "A0102"],
    "ISMS": [
        "ISO/IEC 27001", "ISO/IEC27001:2022", "ISO27001", "ISO 27001", "ISO-27001",
        "GB/T22080-2016/ISO/IEC 27001:2013", "ISMS", "信息安全管理体系",
    ],
    "ITSMS": [
        "ISO/IEC 20000", "ISO/IEC 20000-1", "ISO/IEC20000-1:2018", "ISO20000", "GB/T24405.1-2009", "ITSMS",
        "信息技术服务管理体系认证", "IT服务管理体系(ISO20000-1)",
    ],
    "服务认证": [
        "C", "SC", "SC*", "服务认证", "商品售后服务评价体系", "GB/T27922-2011", "商品售后服务认证", "物业服务认证",
        "C01", "C0101", "C010203",
    ],
    "国军标": [
        "GJB", "GJB9001C", "GJB9001C-2017", "GJB 9001", "GJB9001C—2017", "国军标", "军标", "武器装备质量管理体系",
         "国军标质量管理体系", "武器装备质量管理体系认证（GJB9001C-2017）",
    ],
    "FSMS": ["FSMS", "ISO22000", "ISO22000:2018", "GB/T22000-2006/ISO22000:2005", "食品安全管理体系", "F", "A04", "A0401"],
    "HACCP": ["HACCP", "HACCP体系认证", "危害分析与关键控制点", "GB/T27341-2009"],
    "GAP": ["GAP", "良好农业规范", "GB/T20014.1-2005/GAP", "GB/T20014"],
    "有机产品": ["有机产品", "有机产品认证", "有机", "GB/T19630-2019"],
    "EnMS": ["EnMS", "ENMS", "ISO50001:2018", "GB/T23331-2020/ISO50001:2018", "能源管理体系", "A09", "A0901"],
    "知识产权": ["知识产权", "知识产权管理体系", "IPMS", "GB/T29490-2013", "A10", "A1001"],
    "QC080000": ["QC080000", "IECQ QC080000:2017", "QC 080000", "有害物质过程管理", "有害物质过程管理体系", "A0110"],
    "业务连续性": ["ISO22301", "ISO22301:2019", "GB/T30146-2013/ISO22301:2012", "业务连续性管理体系"],
    "反贿赂": ["ISO37001:2016", "反贿赂管理体系"],
    "合规": ["ISO37301:2021", "GB/T35770-2022", "合规管理体系"],
    "医疗器械": ["ISO13485:2016", "YY/T0287-2017/ISO13485:2016", "YY/T 0287-2017", "医疗器械质量管理体系"],
    "汽车": ["IATF16949:2016", "IATF 16949", "ISO/TS16949:2009"],
    "资产": ["ISO55001", "资产管理体系"],
    "隐私": ["ISO/IEC 27701:2019", "ISO27701", "隐私信息管理体系"],
    "测量": ["ISO10012", "测量管理体系", "GB/T19022-2003/ISO10012:2003"],
    "诚信": ["诚信管理体系", "GB/T31950-2015"],
    "社会责任": ["SA8000", "SA8000:2014", "社会责任"],
    "培训": ["培训管理体系", "GB/T19025"],
    "强制性产品": ["B01", "B0101", "强制性产品认证", "CCC", "3C"],
}  # fmt: skip

UNKNOWN = [
    "", " ", "*", "A", "B", "A0", "A05", "A0103", "A0199", "A99", "B02", "Z01", "A01011", "某某认证", "体系认证", "认证", "管理体系",
    "ISO9002", "ISO99999", "ISO", "GB/T", "GB", "2015", "2015版", "标准", "GJB5000", "ISO9001X", "火星移民管理体系",
    "ISO9001/ISO14001", "质量管理体系、环境管理体系", "QES", "三体系", "质量管理体系(ISO14001)", "ISO9001(XYZ)", "不详",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "spelling"),
    [(name, spelling) for name, spellings in SPELLINGS.items() for spelling in spellings],
)
def test_a_spelling_names_its_field(name: str, spelling: str) -> None:
    area = TABLE.field_of(spelling)
    assert area is not None
    assert area.name == name


@pytest.mark.parametrize("project", UNKNOWN)
def test_an_unknown_project_is_not_guessed(project: str) -> None:
    assert TABLE.field_of(project) is None


def test_the_flags_are_the_rule_books() -> None:
    areas = {area.name: area for area in TABLE.names.values()}
    assert {name for name, area in areas.items() if area.military} == {"国军标"}
    assert {name for name, area in areas.items() if area.food} == {
        "FSMS",
        "HACCP",
        "乳制品GMP",
        "GAP",
        "有机产品",
    }
    assert {name for name, area in areas.items() if not area.management} == {
        "GAP", "有机产品", "强制性产品", "服务认证"
    }  # fmt: skip


def test_the_levels_are_the_manuals_filters() -> None:
    area = TABLE.field_of("ISO9001")
    assert area is not None
    assert (area.level1, area.level2) == ("管理体系认证", "质量管理体系认证")
    assert {area.level1 for area in TABLE.names.values()} == {"管理体系认证", "产品认证", "服务认证"}


@PATIENT
@given(st.sampled_from(sorted(TABLE.names)), st.sampled_from(["", " ", "*", "认证", "  认证 *"]))
def test_every_name_in_the_table_is_found_again_with_marks_and_endings(name: str, ending: str) -> None:
    assert TABLE.field_of(name + ending) == TABLE.names[name]


@PATIENT
@given(st.sampled_from(sorted(TABLE.names)), st.sampled_from(sorted(TABLE.names)))
def test_two_fields_in_one_name_are_not_guessed(one: str, other: str) -> None:
    both = TABLE.field_of(f"{one}/{other}")
    assert both == (TABLE.names[one] if TABLE.names[one] == TABLE.names[other] else None)


@PATIENT
@given(st.text(max_size=30))
def test_any_text_folds_to_something_without_spaces_and_is_answered(text: str) -> None:
    assert not any(mark.isspace() for mark in folded_project(text))
    assert TABLE.field_of(text) in {*TABLE.names.values(), None}
