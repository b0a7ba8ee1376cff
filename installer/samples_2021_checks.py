"""October 2021, stricter rules of the house, doubts and faulty data."""

from dataclasses import replace

from installer import samples_evidence as evidence
from installer import samples_planning as planning
from installer import samples_signing as signing
from installer.samples_ordinary import Shape
from installer.samples_rows import (
    CLOSING,
    DINGTALK,
    FIRST_MEETING,
    LAST_MEETING,
    OPENING,
    UNSTATED,
)
from installer.samples_scenarios import (
    MILITARY,
    PAIR,
    PLAIN,
    SEEN,
    Scenario,
    case,
    noted,
    to_check,
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
        "签退点拖动了 2.3 公里",
        PLAIN,
        signing.dragged(CLOSING, -1_400, 1_850),
        expect=to_check("H09 签退"),
    ),
    case(
        "离开后在路上又签退一次",
        PLAIN,
        planning.setting(datum="GCJ-02"),
        signing.retimed(CLOSING, 5),
        signing.signed_elsewhere_too(CLOSING, -7_400, 6_200, 70),
        expect=to_check("S08 签退"),
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
