"""October 2026, official anomalies: the rules of 2022-12-01 and their deadlines (as of 2026-10-27 13:40).

The holiday week ends on 10-07 and Saturday 10-10 is worked; from 10-12 on a deadline of five working days is
simply the same weekday a week later.
"""

from dataclasses import replace

from installer import samples_evidence as evidence
from installer import samples_planning as planning
from installer import samples_signing as signing
from installer.samples_ordinary import Shape
from installer.samples_rows import (
    AUDITORS,
    BODY,
    CLOSING,
    FIRST_MEETING,
    GCJ02,
    GOOD,
    LAST_MEETING,
    OPENING,
)
from installer.samples_scenarios import (
    PAIR,
    PLAIN,
    TRIPLE,
    Scenario,
    anomalous,
    case,
    explained,
    noted,
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
