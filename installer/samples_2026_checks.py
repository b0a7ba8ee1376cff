"""October 2026, stricter rules of the house, doubts and faulty data."""

from dataclasses import replace

from installer import samples_evidence as evidence
from installer import samples_planning as planning
from installer import samples_signing as signing
from installer.samples_ordinary import Shape
from installer.samples_places import BAVARIA, HULUNBUIR, LONG_NAME
from installer.samples_rows import (
    BODY,
    CLOSING,
    DINGTALK,
    FIRST_MEETING,
    GCJ02,
    LAST_MEETING,
    OPENING,
    OTHER_PHOTO,
    WGS84,
)
from installer.samples_scenarios import (
    MILITARY,
    PLAIN,
    SEEN,
    Scenario,
    case,
    noted,
    to_check,
)

STATEMENT = "其他情况说明"
ENERGY = ("能源管理体系*",)

STRICTER: tuple[Scenario, ...] = (
    case("签到迟了两个多小时", PLAIN, signing.retimed(OPENING, 131, 4), expect=to_check("H02 签到")),
    case("签退迟了两个半小时", PLAIN, signing.retimed(CLOSING, 150, 30), expect=to_check("H04 签退")),
    case(
        "短时审核，签到五十分钟后签退",
        replace(PLAIN, days=1, begin="13:30", finish="15:00"),
        planning.meetings("13:30", "14:00", "15:00"),
        signing.retimed(OPENING, 23),
        signing.retimed(CLOSING, -17),
        evidence.uploaded(FIRST_MEETING, 25),
        evidence.uploaded(LAST_MEETING, -10),
        expect=to_check("H06"),
    ),
    case(
        "末次会议照片隔了两天补传",
        PLAIN,
        evidence.uploaded(LAST_MEETING, 2_900),
        expect=to_check("H07 末次会议"),
    ),
    case(
        "签到点拖动了 2.6 公里",
        PLAIN,
        signing.dragged(OPENING, 2_470, -810),
        expect=to_check("H09 签到"),
    ),
    case(
        "其他照片传了十张",
        PLAIN,
        evidence.more_photos(OTHER_PHOTO, 10),
        expect=to_check("H10 其他照片"),
    ),
    case(
        "末次会议照片传了五张",
        PLAIN,
        evidence.more_photos(LAST_MEETING, 5),
        expect=to_check("H10 末次会议"),
    ),
    case(
        "有人两次会议都认不出",
        SEEN,
        evidence.unseen("third", FIRST_MEETING, LAST_MEETING),
        expect=to_check("H11(均无) {third}"),
    ),
    case(
        "实习审核员不在首次会议照片中",
        replace(SEEN, trainee=True),
        evidence.unseen("trainee", FIRST_MEETING),
        expect=to_check("H11(首次会议) {trainee}"),
    ),
    case(
        "末次会议照片看不出受审核方",
        SEEN,
        evidence.enterprise_unseen(LAST_MEETING),
        expect=to_check("H12(末次会议)"),
    ),
    case(
        "两次会议都看不出受审核方",
        SEEN,
        evidence.enterprise_unseen(FIRST_MEETING, LAST_MEETING),
        expect=to_check("H12(均无)"),
    ),
    case(
        "未参会成员没有现场照片",
        replace(PLAIN, team=3),
        evidence.unphotographed(OTHER_PHOTO),
        planning.absent("third"),
        expect=to_check("H13 {third}"),
    ),
    case(
        "远程审核没有填其他情况说明（10-15 结束，10-22 到期）",
        Shape("10-14", mode="远程"),
        evidence.statement_withheld(),
        expect=to_check("H17"),
    ),
    case(
        "现场与远程结合，说明迟了（10-13 结束，10-20 到期）",
        Shape("10-12", mode="现场+远程", team=3, remote=1, reviewed=False),
        evidence.statement_withheld(),
        evidence.explained(STATEMENT, BODY, 13),
        expect=to_check("H17"),
    ),
    case(
        "同一人中午在山东签退，下午在广东签到",
        (
            Shape("10-21", days=1, finish="12:00", region="山东", reviewed=False),
            Shape("10-21", days=1, begin="13:30", finish="17:30", region="广东", reviewed=False),
        ),
        signing.signed_by(CLOSING, "leader"),
        planning.lent_and_signed("leader", 1, OPENING),
        expect=(to_check("S03 {leader}"), to_check("S03 {leader}")),
    ),
    case(
        "第一次签到在服务区",
        PLAIN,
        planning.setting(datum=GCJ02),
        signing.retimed(OPENING, 6),
        signing.signed_elsewhere_too(OPENING, 8_900, 3_100, -24),
        expect=to_check("S08 签到"),
    ),
    case(
        "单国军标，一人的钉钉签到在别处",
        Shape(team=3, projects=(MILITARY,), channel=DINGTALK),
        planning.setting(datum=GCJ02),
        signing.displaced_on_dingtalk("second", 14_000, -11_000),
        expect=to_check("S10 {second}", channel=DINGTALK),
    ),
)

DATA: tuple[Scenario, ...] = (
    case(
        "签到签退记录的经纬度写反了",
        PLAIN,
        signing.coordinate_swapped(OPENING, CLOSING),
        expect=noted("D01 签到", "D01 签退"),
    ),
    case(
        "签到记录的坐标只有一半",
        PLAIN,
        signing.coordinate_reads(OPENING, "", "36.0512"),
        expect=to_check("D02 签到"),
    ),
    case(
        "计划的坐标落在境外",
        PLAIN,
        planning.setting(written=("17.0653", "36.6812")),
        expect=to_check("D02 计划", "D04"),
    ),
    case(
        "签退偏差 4.6 公里，坐标系未注明",
        PLAIN,
        planning.setting(datum=GCJ02),
        signing.displaced(CLOSING, 3_250, -3_250),
        signing.of_datum("", CLOSING),
        expect=noted("D03 签退"),
    ),
    case("写了两位组长", replace(PLAIN, team=3), planning.two_leaders(), expect=to_check("D05(多名组长)")),
    case(
        "认证项目只有一个不认识的名称",
        Shape(projects=(("零碳工厂评价",),), channel=DINGTALK),
        expect=to_check("D10", channel=DINGTALK),
    ),
    case(
        "企业名称四十个字", Shape(district=HULUNBUIR, company=LONG_NAME, days=3, pictures=True, reviewed=True)
    ),
    case(
        "境外现场",
        Shape(district=BAVARIA, company="德国珩泓精密铸造有限公司", days=2, reviewed=False),
        planning.setting(datum=WGS84),
        signing.of_datum(WGS84),
    ),
    case("计划坐标为百度坐标系", PLAIN, planning.setting(datum="BD-09")),
)
