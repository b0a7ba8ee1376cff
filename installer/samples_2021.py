"""The scenarios of October 2021: the notice of 2021-09-15 in force, bound plans share a day (as of 2021-10-30 09:00)."""

from dataclasses import replace

from installer import samples_evidence as evidence
from installer import samples_planning as planning
from installer import samples_signing as signing
from installer.samples_ordinary import EMS, OHS, QMS, Shape
from installer.samples_places import BAC_NINH, RARE_NAME
from installer.samples_rows import (
    AUDITORS,
    BODY,
    CLOSING,
    DINGTALK,
    FIRST_MEETING,
    GOOD,
    LAST_MEETING,
    OPENING,
    UNSTATED,
    WGS84,
)
from installer.samples_scenarios import (
    CANCELLED,
    NOT_JUDGED,
    ON_DINGTALK,
    Scenario,
    anomalous,
    case,
    explained,
    in_state,
    noted,
    to_check,
)

PLAIN = Shape(reviewed=False)
SEEN = Shape(team=3, reviewed=True, pictures=True)
PAIR = Shape(projects=(QMS, EMS), copied=True, reviewed=False)
TRIPLE = Shape(projects=(QMS, EMS, OHS), team=3, copied=True, reviewed=False)
MILITARY = ("GJB9001C",)

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

STRICTER: tuple[Scenario, ...] = (
    case(
        "前一天到达时先签了一次",
        replace(PLAIN, pad=1),
        signing.signed_also(OPENING, -1, "18:20"),
        expect=to_check("H01 签到"),
    ),
    case("签到迟了 48 分钟", PLAIN, signing.retimed(OPENING, 48, 21), expect=to_check("H02 签到")),
    case("恰好在半小时的界限上签到", PLAIN, signing.retimed(OPENING, 30)),
    case("末次会议开始前就签退", PLAIN, signing.retimed(CLOSING, -95), expect=to_check("H03 签退")),
    case(
        "结束前一天误签退一次",
        PLAIN,
        signing.signed_also(CLOSING, -1, "17:05"),
        expect=to_check("H05 签退"),
    ),
    case(
        "首次会议照片过后才上传",
        PLAIN,
        evidence.uploaded(FIRST_MEETING, 55),
        expect=to_check("H07 首次会议"),
    ),
    case(
        "组外同事也点了签到",
        replace(PLAIN, outsider=True),
        signing.also_signed_by(OPENING, "outsider", 4),
        expect=to_check("H08 {outsider}"),
    ),
    case(
        "首次会议照片传了四张",
        replace(PLAIN, pictures=True),
        evidence.more_photos(FIRST_MEETING, 4),
        expect=to_check("H10 首次会议"),
    ),
    case(
        "有人不在末次会议照片中",
        SEEN,
        evidence.unseen("second", LAST_MEETING),
        expect=to_check("H11(末次会议) {second}"),
    ),
    case(
        "首次会议照片看不出受审核方",
        SEEN,
        evidence.enterprise_unseen(FIRST_MEETING),
        expect=to_check("H12(首次会议)"),
    ),
    case(
        "一人只在分厂审核，现场照片已补",
        SEEN,
        planning.absent("third"),
        evidence.reviewed(),
        evidence.seen_at_work("third"),
    ),
    case(
        "单国军标，一人没有在钉钉签到",
        Shape(team=3, projects=(MILITARY,), channel=DINGTALK),
        signing.silent_on_dingtalk("second"),
        expect=to_check("H14 {second}", channel=DINGTALK),
    ),
    case(
        "分场所分开上报，只在总部签到",
        PAIR,
        planning.site_apart(2_500, -2_000, signed=False),
        expect=(noted("D09 {1}"), to_check("H18 签到", "H18 签退", "D09 {0}")),
    ),
    case(
        "分场所分开上报，各自签到",
        PAIR,
        planning.site_apart(-2_200, 2_300, signed=True),
        expect=(noted("D09 {1}"), noted("D09 {0}")),
    ),
    case(
        "两次审核的坐标一模一样",
        (replace(PLAIN, first="10-13"), replace(PLAIN, first="10-20", near=True)),
        planning.neighbour(1_150, -820),
        signing.same_spot(),
        planning.setting(datum="GCJ-02"),
        expect=(to_check("S01 {1}"), to_check("S01 {0}")),
    ),
    case(
        "同一天排在相距千里的两个审核组",
        (
            Shape("10-19", region="山东", reviewed=False),
            Shape("10-19", region="广东", team=3, reviewed=False),
        ),
        planning.lent("second", 1),
        expect=(to_check("S04 {second}"), to_check("S04 {second}")),
    ),
    case(
        "一天的审核只待了半天不到",
        replace(PLAIN, days=1),
        planning.meetings("08:30", "11:50", "12:10"),
        signing.retimed(OPENING, 12),
        signing.retimed(CLOSING, -5),
        evidence.uploaded(FIRST_MEETING, 14),
        evidence.uploaded(LAST_MEETING, 2),
        expect=to_check("S07"),
    ),
)

DATA: tuple[Scenario, ...] = (
    case("计划的经纬度写反了", PLAIN, planning.coordinate_swapped(), expect=noted("D01 计划")),
    case(
        "签退记录的坐标为零",
        PLAIN,
        signing.coordinate_reads(CLOSING, "0", "0"),
        expect=to_check("D02 签退"),
    ),
    case(
        "坐标系未注明，偏差 4.3 公里",
        PLAIN,
        planning.setting(datum=UNSTATED),
        signing.displaced(OPENING, -3_050, 3_050),
        expect=noted("D03 签到"),
    ),
    case(
        "偏差 4.4 公里，临界而未超",
        PLAIN,
        planning.setting(datum="GCJ-02"),
        signing.displaced(CLOSING, 3_120, 3_120),
    ),
    case("计划没有坐标", PLAIN, planning.unlocated(), expect=to_check("D04")),
    case("没有写谁是组长", PLAIN, planning.without_leader(), expect=to_check("D05(缺组长)")),
    case("成员不在名册", PLAIN, planning.stranger("蔺岱云"), expect=noted("D06 蔺岱云")),
    case(
        "认证项目写错，另有质量体系",
        Shape(projects=(("ISO9001*", "ISO91001"),), reviewed=False),
        expect=to_check("D10"),
    ),
    case(
        "签到手机号是旧号",
        PLAIN,
        signing.signed_by(OPENING, "leader"),
        signing.old_phone("leader"),
        expect=noted("D12 {leader}"),
    ),
)

SOUND: tuple[Scenario, ...] = (
    case("两个地址，在第二个签到", PLAIN, planning.second_site(14_000, -9_000, signed_there=True)),
    case(
        "质量与国军标结合，国军标不另签",
        replace(PAIR, projects=(QMS, MILITARY), copied=False),
        expect=(GOOD, GOOD),
    ),
    case(
        "国军标另有审核组，各签各的",
        replace(PAIR, projects=(QMS, MILITARY), outsider=True, copied=False),
        planning.team_of("outsider", 1),
        signing.also_on_dingtalk(1),
        expect=(GOOD, ON_DINGTALK),
    ),
    case("国军标与质量在一个计划里", Shape(projects=(("ISO9001*", "GJB9001C"),))),
    case("单国军标，全员钉钉签到", Shape(team=3, projects=(MILITARY,), channel=DINGTALK), expect=ON_DINGTALK),
    case("完全远程", Shape(mode="远程", channel=DINGTALK), expect=ON_DINGTALK),
    case(
        "现场与远程结合",
        Shape(mode="现场+远程", team=3, remote=1, reviewed=True, expert=True, pictures=True),
    ),
    case(
        "食品安全与危害分析",
        Shape(kind="食品", projects=(("FSMS", "HACCP"),), channel=DINGTALK),
        signing.of_no_plan(),
        expect=ON_DINGTALK,
    ),
    case("能源管理体系", Shape(projects=(("能源管理体系",),), channel=DINGTALK), expect=ON_DINGTALK),
    case(
        "未同步到认证到的质量审核",
        Shape(channel=DINGTALK),
        planning.setting(synced="否"),
        signing.channel_unsaid(),
        expect=ON_DINGTALK,
    ),
    case(
        "未同步的计划由同组的质量计划覆盖",
        replace(PAIR, copied=False),
        planning.setting(1, synced="否"),
        expect=(GOOD, GOOD),
    ),
    case(
        "企业名称的括号全角半角不一",
        replace(PAIR, copied=False),
        planning.named("（一期）", 1),
        expect=(GOOD, GOOD),
    ),
    case("夜班审核，零点后签退", replace(PLAIN, begin="15:00", finish="23:30"), signing.retimed(CLOSING, 52)),
    case(
        "境外现场",
        Shape(district=BAC_NINH, company="越南筠砺轴承制造有限公司", days=3),
        planning.setting(datum=WGS84),
        signing.of_datum(WGS84),
    ),
    case("企业名称有罕见字", Shape(company=RARE_NAME, pictures=True, reviewed=True)),
    case(
        "计划已撤销",
        PLAIN,
        planning.setting(state="撤销"),
        signing.unsigned(),
        evidence.unphotographed(),
        expect=CANCELLED,
    ),
    case("施行之前的审核", Shape("09-13"), expect=NOT_JUDGED),
    case(
        "跨过施行日，只欠签退",
        Shape("09-14", days=3, reviewed=False),
        signing.unsigned(OPENING),
        evidence.unphotographed(FIRST_MEETING),
    ),
    case("照片只有文件夹", replace(PLAIN, pictures=True), evidence.as_folders_only()),
    case(
        "一张照片没有交来",
        replace(SEEN, projects=(QMS, EMS)),
        evidence.picture_missing(LAST_MEETING),
        expect=(GOOD, GOOD),
    ),
    case(
        "两个审核用了同一张照片",
        (replace(PLAIN, first="10-14", pictures=True), replace(PLAIN, first="10-26", pictures=True)),
        evidence.picture_reused(),
        expect=(GOOD, GOOD),
    ),
    case("名册中有两位同名", PLAIN, planning.namesake(with_phone=False), expect=noted("D06 {namesake}")),
    case("名册中有两位同名，计划注明了手机号", PLAIN, planning.namesake(with_phone=True)),
    case("审核方式写在备注里", PLAIN, planning.mode_in_remarks()),
    case(
        "今天开始，还没有签到",
        Shape("10-30"),
        signing.unsigned(),
        evidence.unphotographed(),
        expect=in_state("签到提醒", "R1 签到"),
    ),
    case("昨天开始，今天结束", Shape("10-29", reviewed=False), expect=in_state("进行中")),
    case("下周一开始", Shape("11-01", days=3), expect=in_state("未开始")),
    case(
        "下周二开始，两个体系",
        Shape("11-02", projects=(QMS, EMS)),
        expect=(in_state("未开始"), in_state("未开始")),
    ),
)

SCENARIOS = OFFICIAL + STRICTER + DATA + SOUND
