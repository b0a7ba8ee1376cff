"""The scenarios of October 2026: the rules of 2022-12-01, half-day binding, deadlines (as of 2026-10-27 13:40).

The week-long holiday ends on 10-07 and Saturday 10-10 is worked; from 10-12 on a deadline of five working days is
simply the same weekday a week later.
"""

from dataclasses import replace

from installer import samples_evidence as evidence
from installer import samples_planning as planning
from installer import samples_signing as signing
from installer.samples_2021 import MILITARY, PAIR, PLAIN, SEEN, TRIPLE
from installer.samples_ordinary import EMS, OHS, QMS, Shape
from installer.samples_places import BAVARIA, HULUNBUIR, LONG_NAME
from installer.samples_rows import (
    AUDITORS,
    BODY,
    CLOSING,
    DINGTALK,
    FIRST_MEETING,
    GCJ02,
    GOOD,
    LAST_MEETING,
    OPENING,
    OTHER_PHOTO,
    WGS84,
)
from installer.samples_scenarios import (
    CANCELLED,
    ON_DINGTALK,
    Scenario,
    anomalous,
    case,
    explained,
    in_state,
    noted,
    to_check,
)

STATEMENT = "其他情况说明"
ENERGY = ("能源管理体系*",)

OFFICIAL: tuple[Scenario, ...] = (
    case(
        "忘了签退，说明已经逾期（10-16 结束，10-23 到期）",
        replace(PLAIN, first="10-15"),
        signing.unsigned(CLOSING),
        expect=anomalous("O1(未签退)", "H16"),
    ),
    case(
        "三个体系忘了签退，说明还有两天（10-22 结束，10-29 到期）",
        replace(TRIPLE, first="10-20", days=3),
        signing.unsigned(CLOSING),
        expect=(anomalous("O1(未签退)"),) * 3,
    ),
    case(
        "没有签到签退，说明今天到期（10-20 结束）",
        replace(PLAIN, first="10-19"),
        signing.unsigned(),
        expect=anomalous("O1(均未签)"),
    ),
    case(
        "忘了签到，到期当天说明（10-14 结束，10-21 到期）",
        replace(PLAIN, first="10-13"),
        signing.unsigned(OPENING),
        evidence.explained("未签到", AUDITORS, 1),
        evidence.explained("未签到", BODY, 7),
        expect=explained("O1(未签到)"),
    ),
    case(
        "在外地签到签退，说明迟了两天（10-13 结束，10-20 到期）",
        replace(PLAIN, first="10-12"),
        planning.setting(datum=GCJ02),
        signing.displaced(OPENING, -31_000, 12_500, "客运总站"),
        signing.displaced(CLOSING, -31_400, 12_100, "客运总站"),
        evidence.explained("地点偏差", BODY, 9),
        expect=explained("O2 签到", "O2 签退", "H16"),
    ),
    case(
        "没有末次会议照片，只有审核员说明（10-23 结束）",
        replace(PLAIN, first="10-22"),
        evidence.unphotographed(LAST_MEETING),
        evidence.explained("未上传照片", AUDITORS, 1),
        expect=anomalous("O3(末次会议)"),
    ),
    case(
        "会议照片都没有上传（10-26 结束）",
        replace(PAIR, first="10-26", days=1),
        evidence.unphotographed(),
        expect=(anomalous("O3(均无)"),) * 2,
    ),
    case(
        "签退和照片都缺，只说明了签退（10-13 结束，10-20 到期）",
        replace(PLAIN, first="10-12"),
        signing.unsigned(CLOSING),
        evidence.unphotographed(LAST_MEETING),
        evidence.explained("未签到", BODY, 3),
        expect=anomalous("O1(未签退)", "O3(末次会议)", "H16"),
    ),
    case(
        "能源管理体系也须签到，忘了签退（10-21 结束）",
        Shape("10-20", projects=(ENERGY,), reviewed=False),
        signing.unsigned(CLOSING),
        expect=anomalous("O1(未签退)"),
    ),
    case(
        "服务认证没有首次会议照片（10-22 结束）",
        Shape("10-22", days=1, kind="服务", projects=(("商品售后服务评价",),), reviewed=False),
        evidence.unphotographed(FIRST_MEETING),
        expect=anomalous("O3(首次会议)"),
    ),
    case(
        "上午开始与下午开始不绑定，后者没有签（10-23 结束）",
        replace(PAIR, first="10-22", copied=False),
        planning.begins(1, 5),
        expect=(GOOD, anomalous("O1(均未签)", "O3(均无)")),
    ),
    case(
        "涉密单位，按时说明（10-15 结束）",
        replace(PLAIN, first="10-14"),
        planning.setting(confidential=True, remarks="涉密单位"),
        signing.unsigned(),
        evidence.unphotographed(),
        evidence.explained("未签到", AUDITORS, 0),
        evidence.explained("未上传照片", AUDITORS, 0),
        evidence.explained("未签到", BODY, 4),
        evidence.explained("未上传照片", BODY, 4),
        expect=explained("O1(均未签)", "O3(均无)"),
    ),
    case(
        "临时推迟一天，计划没有改（10-15 结束，按时说明）",
        replace(PLAIN, first="10-14", pad=1),
        planning.setting(adjustment="受审核方停电，推迟一天"),
        planning.postponed(1),
        evidence.explained("未签到", AUDITORS, 1),
        evidence.explained("未签到", BODY, 5),
        expect=explained("O1(未签退)", "H02 签到", "H05 签退", "H07 首次会议", "H07 末次会议"),
    ),
    case(
        "临时改到外地分厂，机构已说明，审核员没有（10-20 结束）",
        replace(PLAIN, first="10-20", days=1),
        planning.setting(adjustment="生产线临时转到外地分厂", datum=GCJ02),
        signing.displaced(OPENING, 22_000, 15_000),
        signing.displaced(CLOSING, 22_100, 15_050),
        evidence.explained("地点偏差", BODY, 3),
        expect=explained("O2 签到", "O2 签退", "H19"),
    ),
    case(
        "分场所相距九公里，只在总部签到（10-21 结束）",
        replace(PAIR, first="10-20"),
        planning.setting(datum=GCJ02),
        planning.site_apart(7_300, 5_200, signed=False),
        expect=(noted("D09 {1}"), anomalous("O2 签到", "O2 签退", "H18 签到", "H18 签退", "D09 {0}")),
    ),
    case(
        "未注明坐标系的偏差 31 公里（10-22 结束）",
        replace(PLAIN, first="10-21"),
        signing.displaced(CLOSING, 27_000, -15_500, "市区酒店"),
        signing.of_datum("", CLOSING),
        expect=anomalous("O2 签退"),
    ),
    case(
        "首末次会议都由离开审核组的同事签（10-22 结束）",
        replace(PLAIN, first="10-21", outsider=True),
        signing.signed_by(OPENING, "outsider"),
        signing.signed_by(CLOSING, "outsider"),
        expect=anomalous("O1(均未签)", "H08 {outsider}"),
    ),
)

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
        signing.first_signed_elsewhere(OPENING, 8_900, 3_100, 24),
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

SOUND: tuple[Scenario, ...] = (
    case("两个地址，在第一个签到", PLAIN, planning.second_site(-21_000, 4_000, signed_there=False)),
    case(
        "上午开始与下午开始不绑定，各自签到",
        replace(PAIR, first="10-15", copied=False),
        planning.begins(1, 5),
        evidence.recorded_too(1, "13:34", "17:02"),
        expect=(GOOD, GOOD),
    ),
    case(
        "起止相差半小时，仍是同一半天",
        replace(PAIR, first="10-16", days=1, copied=False),
        planning.begins(1, 0.5),
        expect=(GOOD, GOOD),
    ),
    case(
        "质量、能源与国军标结合",
        replace(PAIR, projects=(QMS, ENERGY, MILITARY), copied=False),
        expect=(GOOD, GOOD, GOOD),
    ),
    case(
        "单国军标，全员钉钉签到",
        Shape(team=2, projects=(MILITARY,), channel=DINGTALK),
        signing.of_no_plan(),
        expect=ON_DINGTALK,
    ),
    case("远程审核，按时说明", Shape("10-14", mode="远程")),
    case("远程审核，说明未到期（10-23 结束）", Shape("10-22", mode="远程"), evidence.statement_withheld()),
    case(
        "现场与远程结合，按时说明",
        Shape("10-19", mode="现场+远程", team=3, remote=1, reviewed=True, pictures=True),
    ),
    case("知识产权管理体系", Shape(kind="信息", projects=(("知识产权管理体系*",),))),
    case(
        "食品安全，没有写同步",
        Shape(kind="食品", projects=(("ISO22000",),), channel=DINGTALK),
        expect=ON_DINGTALK,
    ),
    case(
        "食品安全，写明同步认证到",
        Shape(kind="食品", projects=(("ISO22000*", "HACCP"),)),
        planning.setting(synced="是"),
    ),
    case("强制性产品认证", Shape(projects=(("CCC",),), channel=DINGTALK, days=1), expect=ON_DINGTALK),
    case(
        "计划取消",
        PLAIN,
        planning.setting(state="取消"),
        signing.unsigned(),
        evidence.unphotographed(),
        expect=CANCELLED,
    ),
    case("照片只有文件夹", replace(PLAIN, pictures=True), evidence.as_folders_only()),
    case("一张照片没有交来", SEEN, evidence.picture_missing(FIRST_MEETING)),
    case(
        "两个审核用了同一张照片",
        (replace(PLAIN, first="10-13", pictures=True), replace(PLAIN, first="10-22", pictures=True)),
        evidence.picture_reused(),
        expect=(GOOD, GOOD),
    ),
    case(
        "今天上午结束，还没有签退",
        Shape("10-26", finish="12:00", reviewed=False),
        signing.unsigned(CLOSING),
        evidence.unphotographed(LAST_MEETING),
        expect=in_state("签到提醒", "R2 签退"),
    ),
    case(
        "今天下午刚开始，还没有签到",
        Shape("10-27", begin="13:30"),
        signing.unsigned(),
        evidence.unphotographed(),
        expect=in_state("签到提醒", "R1 签到"),
    ),
    case(
        "审核进行中，三个体系",
        Shape("10-26", days=3, projects=(QMS, EMS, OHS), team=4, expert=True),
        expect=(in_state("进行中"),) * 3,
    ),
    case("明天开始", Shape("10-28", days=3), expect=in_state("未开始")),
    case("下周开始", Shape("11-02", days=4, team=4), expect=in_state("未开始")),
)

SCENARIOS = OFFICIAL + STRICTER + DATA + SOUND
