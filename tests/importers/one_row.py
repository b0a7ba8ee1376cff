"""Write one-row sheets as text tables and read them back: what a test cares about is one cell."""

import csv
from pathlib import Path

from tianyi_desk.facts.intake import Intake
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.importers.reading import read_files
from tianyi_desk.progress import finish

PLAN = {
    "计划编号": "R0123012021001",
    "企业名称": "大连海川机械有限公司",
    "认证项目": "ISO9001*",
    "审核活动": "监督审核",
    "审核时间": "2021-10-18 08:30至2021-10-20 15:30",
    "审核地址": "大连市西岗区新开路82号",
    "审核组": "【组长】崔明远 【组员】贾思齐",
}
CHECK_IN = {"计划编号": "R0123012021001", "姓名": "崔明远", "类型": "签到", "时间": "2021-10-18 08:20:01"}


def read_row(folder: Path, row: dict[str, str]) -> Intake:
    """Read a text table of one row."""
    path = folder / "表.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    return finish(read_files([path]))


def read_plan(folder: Path, **cells: str) -> Plan:
    """Read the usual plan with some cells otherwise; it must be taken."""
    intake = read_row(folder, PLAN | cells)
    assert not intake.complaints, intake.complaints
    (draft,) = intake.drafts
    assert isinstance(draft.fact, Plan)
    return draft.fact


def read_check_in(folder: Path, **cells: str) -> CheckIn:
    """Read the usual check-in with some cells otherwise; it must be taken."""
    intake = read_row(folder, CHECK_IN | cells)
    assert not intake.complaints, intake.complaints
    (draft,) = intake.drafts
    assert isinstance(draft.fact, CheckIn)
    return draft.fact
