"""The scenarios of the two turns: binding by half-days from 2022-01-05, every management system from 2022-12-01."""

from dataclasses import replace

from installer import samples_evidence as evidence
from installer import samples_planning as planning
from installer import samples_signing as signing
from installer.samples_ordinary import EMS, OHS, QMS, Shape
from installer.samples_rows import BODY, CLOSING, DINGTALK, FIRST_MEETING, GOOD, LAST_MEETING, OPENING
from installer.samples_scenarios import (
    ON_DINGTALK,
    PAIR,
    PLAIN,
    Scenario,
    anomalous,
    case,
    explained,
    to_check,
)

TOGETHER = replace(PAIR, copied=False)
ENERGY = ("能源管理体系",)

BINDING: tuple[Scenario, ...] = (
    case(
        "年前的审核，三个体系",
        Shape("2021-12-28", days=2, projects=(QMS, EMS, OHS), team=3),
        expect=(GOOD,) * 3,
    ),
    case(
        "第二个计划晚一天开始，签到那天不在其中",
        replace(TOGETHER, first="2021-12-29", days=3),
        planning.begins(1, 24),
        expect=(GOOD, anomalous("O1(未签到)", "H07 首次会议")),
    ),
    case(
        "跨过 01-05，同一半天开始和结束",
        replace(TOGETHER, first="2022-01-04", days=3),
        expect=(GOOD, GOOD),
    ),
    case(
        "跨过 01-05，下午开始的计划签到还算，签退不算",
        replace(TOGETHER, first="2022-01-04", days=3),
        planning.begins(1, 5),
        expect=(GOOD, anomalous("O1(未签退)")),
    ),
    case(
        "一个在 01-04 开始，一个在 01-05 开始",
        replace(TOGETHER, first="2022-01-04", days=3),
        planning.begins(1, 24),
        expect=(GOOD, anomalous("O1(均未签)", "O3(均无)")),
    ),
    case(
        "01-05 起，上午开始与下午开始不再绑定",
        replace(TOGETHER, first="2022-01-05"),
        planning.begins(1, 5),
        expect=(GOOD, anomalous("O1(均未签)", "O3(均无)")),
    ),
    case(
        "01-05 起，起止相差半小时仍绑定",
        replace(TOGETHER, first="2022-01-10"),
        planning.begins(1, 0.5),
        expect=(GOOD, GOOD),
    ),
    case("元旦后的普通审核", Shape("2022-01-06")),
    case(
        "元旦后的施工企业审核",
        Shape("2022-01-11", kind="施工", projects=(("EC9000*",), EMS, OHS), team=3),
        expect=(GOOD,) * 3,
    ),
)

WIDENING: tuple[Scenario, ...] = (
    case(
        "十一月结束，忘了签退，没有填报期限",
        replace(PLAIN, first="11-28", days=3),
        signing.unsigned(CLOSING),
        expect=anomalous("O1(未签退)"),
    ),
    case(
        "十一月的完全远程，仍在钉钉",
        Shape("11-28", days=3, mode="远程", channel=DINGTALK),
        expect=ON_DINGTALK,
    ),
    case(
        "跨过施行日的完全远程，只欠签退",
        Shape("11-29", days=3, mode="远程"),
        signing.unsigned(OPENING),
        evidence.unphotographed(FIRST_MEETING),
    ),
    case(
        "跨过施行日的完全远程，什么也没有（12-01 结束，12-08 到期）",
        Shape("11-29", days=3, mode="远程"),
        signing.unsigned(),
        evidence.unphotographed(),
        expect=anomalous("O1(未签退)", "O3(末次会议)", "H16"),
    ),
    case(
        "跨过施行日的能源审核，只欠签退",
        Shape("11-30", days=3, projects=(ENERGY,)),
        signing.unsigned(OPENING),
        evidence.unphotographed(FIRST_MEETING),
    ),
    case(
        "忘了签退，到期当天说明（12-01 结束，12-08 到期）",
        replace(PLAIN, first="11-30"),
        signing.unsigned(CLOSING),
        evidence.explained("未签到", BODY, 7),
        expect=explained("O1(未签退)"),
    ),
    case(
        "信息安全没有签，机构必签变为官方必签（12-01 结束）",
        Shape("11-29", days=3, kind="信息", projects=(("ISO/IEC 27001",),), reviewed=False),
        signing.unsigned(),
        expect=anomalous("O1(均未签)", "H16"),
    ),
    case(
        "施行后的完全远程，没有其他情况说明（12-02 结束，12-09 到期）",
        Shape("12-01", mode="远程"),
        evidence.statement_withheld(),
        expect=to_check("H17"),
    ),
    case("质量与环境，跨过施行日", Shape("11-29", days=4, projects=(QMS, EMS), team=3), expect=(GOOD, GOOD)),
    case("施行后的服务认证", Shape("12-01", kind="服务", projects=(("SC",),))),
    case(
        "施行后的末次会议照片",
        Shape("12-01", reviewed=False),
        evidence.unphotographed(LAST_MEETING),
        evidence.explained("未上传照片", BODY, 6),
        expect=explained("O3(末次会议)"),
    ),
)
