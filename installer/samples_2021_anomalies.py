"""October 2021, official anomalies: the notice of 2021-09-15 in force (as of 2021-10-30 09:00)."""

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
    GOOD,
    LAST_MEETING,
    OPENING,
    UNSTATED,
)
from installer.samples_scenarios import (
    PAIR,
    PLAIN,
    TRIPLE,
    Scenario,
    anomalous,
    case,
    explained,
)

OFFICIAL: tuple[Scenario, ...] = (
    case("整个审核没有签到签退", PLAIN, signing.unsigned(), expect=anomalous("O1(均未签)")),
    case(
        "末次会议后忘了签退，三个体系一起",
        TRIPLE,
        signing.unsigned(CLOSING),
        expect=(anomalous("O1(未签退)"),) * 3,
    ),
    case("首次会议没有签到", PLAIN, signing.unsigned(OPENING), expect=anomalous("O1(未签到)")),
    case(
        "代表签到的人不在环境计划的审核组",
        replace(PAIR, team=3),
        signing.signed_by(OPENING, "second"),
        signing.unsigned(OPENING, plan=1),
        planning.off_team("second", 1),
        evidence.uploaded_by("leader"),
        expect=(GOOD, anomalous("O1(未签到)")),
    ),
    case(
        "不同意同时签到，第二个计划没有另签",
        PAIR,
        signing.declined(OPENING),
        expect=(GOOD, anomalous("O1(未签到)")),
    ),
    case("签到签退都签在了钉钉", PLAIN, signing.on_dingtalk(), expect=anomalous("O1(均未签)", "H15")),
    case(
        "签到签退都在外地",
        PLAIN,
        signing.displaced(OPENING, 62_000, 88_000, "高铁站"),
        signing.displaced(CLOSING, 61_500, 88_400, "高铁站"),
        planning.setting(datum="GCJ-02"),
        expect=anomalous("O2 签到", "O2 签退"),
    ),
    case(
        "回宾馆才签退，偏差 5.6 公里",
        PLAIN,
        signing.displaced(CLOSING, 3_960, 3_960, "城区某宾馆"),
        planning.setting(datum="GCJ-02"),
        expect=anomalous("O2 签退"),
    ),
    case(
        "坐标系未注明，偏差 5.9 公里",
        PLAIN,
        signing.displaced(OPENING, 4_170, -4_170),
        signing.of_datum(UNSTATED, OPENING),
        planning.setting(datum="GCJ-02"),
        expect=anomalous("O2 签到", "D03 签到"),
    ),
    case(
        "首次会议照片没有上传",
        PLAIN,
        evidence.unphotographed(FIRST_MEETING),
        expect=anomalous("O3(首次会议)"),
    ),
    case(
        "末次会议照片没有上传",
        PLAIN,
        evidence.unphotographed(LAST_MEETING),
        expect=anomalous("O3(末次会议)"),
    ),
    case(
        "两个体系的会议照片都没有上传",
        PAIR,
        evidence.unphotographed(),
        expect=(anomalous("O3(均无)"),) * 2,
    ),
    case(
        "只在前一天下午签到",
        replace(PLAIN, pad=1),
        signing.signed_only(OPENING, -1, "17:40"),
        expect=anomalous("O1(未签到)", "H01 签到"),
    ),
    case(
        "次日上午才签退",
        replace(PLAIN, pad=1),
        signing.signed_only(CLOSING, 1, "09:10"),
        expect=anomalous("O1(未签退)", "H05 签退"),
    ),
    case(
        "由组外同事代签",
        replace(PLAIN, outsider=True),
        signing.signed_by(OPENING, "outsider"),
        expect=anomalous("O1(未签到)", "H08 {outsider}"),
    ),
    case(
        "涉密单位，没有任何说明",
        PLAIN,
        planning.setting(confidential=True, remarks="涉密单位，现场不得使用手机"),
        signing.unsigned(),
        evidence.unphotographed(),
        expect=anomalous("O1(均未签)", "O3(均无)", "H19"),
    ),
    case(
        "涉密单位，双方均已说明",
        PLAIN,
        planning.setting(confidential=True),
        signing.unsigned(),
        evidence.unphotographed(),
        evidence.explained("未签到", AUDITORS, 0),
        evidence.explained("未上传照片", AUDITORS, 0),
        evidence.explained("未签到", BODY, 2),
        evidence.explained("未上传照片", BODY, 2),
        expect=explained("O1(均未签)", "O3(均无)"),
    ),
    case(
        "临时改到新厂区，只有审核员说明",
        PLAIN,
        planning.setting(adjustment="受审核方已搬至新厂区", datum="GCJ-02"),
        signing.displaced(OPENING, 9_800, -4_100),
        signing.displaced(CLOSING, 9_750, -4_150),
        evidence.explained("地点偏差", AUDITORS, 0),
        expect=anomalous("O2 签到", "O2 签退"),
    ),
    case(
        "信息安全与信息技术服务，没有末次会议照片",
        Shape(kind="信息", projects=(("ISO/IEC 27001", "ISO/IEC 20000"),), reviewed=False),
        evidence.unphotographed(LAST_MEETING),
        expect=anomalous("O3(末次会议)"),
    ),
    case(
        "服务认证忘了签退",
        Shape(kind="服务", projects=(("SC",),), days=1, reviewed=False),
        signing.unsigned(CLOSING),
        expect=anomalous("O1(未签退)"),
    ),
    case(
        "忘了签到，机构已说明",
        PLAIN,
        signing.unsigned(OPENING),
        evidence.explained("未签到", BODY, 3),
        expect=explained("O1(未签到)"),
    ),
)
