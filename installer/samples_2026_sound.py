"""October 2026, audits in order that are out of the common, and audits running or coming."""

from dataclasses import replace

from installer import samples_evidence as evidence
from installer import samples_planning as planning
from installer import samples_signing as signing
from installer.samples_ordinary import EMS, OHS, QMS, Shape
from installer.samples_rows import (
    CLOSING,
    DINGTALK,
    FIRST_MEETING,
    GOOD,
    LAST_MEETING,
)
from installer.samples_scenarios import (
    CANCELLED,
    MILITARY,
    ON_DINGTALK,
    PAIR,
    PLAIN,
    SEEN,
    Scenario,
    case,
    in_state,
)

STATEMENT = "其他情况说明"
ENERGY = ("能源管理体系*",)

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
