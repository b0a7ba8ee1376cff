"""October 2021, audits in order that are out of the common, and audits running or coming."""

from dataclasses import replace

from installer import samples_evidence as evidence
from installer import samples_planning as planning
from installer import samples_signing as signing
from installer.samples_ordinary import EMS, QMS, Shape
from installer.samples_places import BAC_NINH, RARE_NAME
from installer.samples_rows import (
    CLOSING,
    DINGTALK,
    FIRST_MEETING,
    GOOD,
    LAST_MEETING,
    OPENING,
    WGS84,
)
from installer.samples_scenarios import (
    CANCELLED,
    MILITARY,
    NOT_JUDGED,
    ON_DINGTALK,
    PAIR,
    PLAIN,
    SEEN,
    Scenario,
    case,
    in_state,
    noted,
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
