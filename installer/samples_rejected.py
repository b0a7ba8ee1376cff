"""Rows that are wrong on purpose: each must be refused by itself, with a reason, and sink nothing else."""

from typing import NamedTuple

from installer.samples_layouts import EXPLANATIONS, PHOTOS, PLANS, SIGNS
from installer.samples_tables import Cells


class Rejected(NamedTuple):
    """A wrong row: the sheet, the reason, its complaint's code ("" for none), and the cells that differ from a good row."""

    sheet: str
    reason: str
    code: str
    cells: Cells


REJECTED: dict[str, tuple[Rejected, ...]] = {
    "2021-10": (
        Rejected(
            PLANS,
            "日期不存在",
            "D07",
            {"计划编号": "R0123022021981", "审核时间": "2021-13-45 08:30至2021-13-46 17:00"},
        ),
        Rejected(
            PLANS,
            "结束早于开始",
            "D07",
            {"计划编号": "R0123022021982", "审核时间": "2021-10-20 08:30至2021-10-18 17:00"},
        ),
        Rejected(PLANS, "没有企业名称", "", {"计划编号": "R0123022021983", "企业名称": ""}),
        Rejected(PLANS, "编号重复而内容不同", "D08", {"联系人": "另一位联系人", "审核活动": "特殊审核"}),
        Rejected(SIGNS, "计划编号不存在", "", {"计划编号": "R0123022021999"}),
        Rejected(SIGNS, "类型不认识", "", {"类型": "签道"}),
    ),
    "2026-10": (
        Rejected(
            PLANS,
            "没有审核时间",
            "D07",
            {"计划编号": "R0123012026981", "审核开始时间": "", "审核结束时间": ""},
        ),
        Rejected(
            PLANS, "日期不存在", "D07", {"计划编号": "R0123012026982", "审核开始时间": "2026-10-35 08:30"}
        ),
        Rejected(PLANS, "编号重复而内容不同", "D08", {"企业名称": "山东某某实业有限公司"}),
        Rejected(SIGNS, "时间读不懂", "", {"时间": "上午九点"}),
        Rejected(PHOTOS, "类别不认识", "", {"类别": "中期会议"}),
        Rejected(EXPLANATIONS, "异常类型不认识", "", {"异常类型": "迟到"}),
    ),
}

REPEATED_PLANS: dict[str, int] = {"2021-10": 1, "2026-10": 0}
"""How many plan rows stand in the sheet twice, word for word: those are 不变, and nobody's fault."""
