"""Write sheets in every form that the importers read, and read them."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlwt

from tianyi_desk.facts.intake import Complaint, Draft, Fact, Intake
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.importers.reading import read_files
from tianyi_desk.progress import finish

Record = Mapping[str, object]

PLAN: Record = {
    "计划编号": "R0123012021001",
    "企业名称": "大连海川机械有限公司",
    "统一社会信用代码": "91210200MA0XXXXX1X",
    "认证项目": "ISO9001*\nISO14001*",
    "证书号": "00121Q30001R0M；00121E30001R0M",
    "审核活动": "监督审核",
    "审核方式": "现场审核",
    "审核时间": "2021-10-18 08:30至2021-10-20 15:30",
    "首次会议开始": "2021-10-18 08:40",
    "末次会议开始": "2021-10-20 14:30",
    "末次会议结束": "15:20",
    "行政区划": "辽宁省大连市西岗区",
    "审核地址": "大连市西岗区新开路82号\n大连市甘井子区华北路1号",
    "计划经度": "121.614786；121.525400",
    "计划纬度": "38.913962；38.953000",
    "坐标系": "WGS-84",
    "联系人": "陆文静",
    "联系电话": "15400010001",
    "审核组": "【组长】崔明远 【组员】贾思齐, 沈佳怡 【实习】丁一凡",
    "技术专家": "王建国",
    "远程人员": "沈佳怡",
    "未参会人员": "贾思齐",
    "涉密": "否",
    "临时调整": "首次会议改期",
    "同步认证到": "是",
    "备注": "节前完成",
    "计划状态": "有效",
}
PERSON: Record = {
    "姓名": "崔明远",
    "证件号码": "21020019800101001X",
    "CCAA注册号": "2021-N1QMS-1234567",
    "手机号": "15400010002",
    "部门": "审核一部",
    "资格": "高级审核员",
    "状态": "在职",
}
CHECK_IN: Record = {
    "计划编号": "R0123012021001",
    "姓名": "崔明远",
    "手机号": "15400010002",
    "类型": "签到",
    "时间": "2021-10-18 08:21:28",
    "位置": "大连市西岗区新开路82号",
    "经度": "121.614800",
    "纬度": "38.913900",
    "坐标系": "GCJ-02",
    "定位经度": "121.614900",
    "定位纬度": "38.913800",
    "同时签到": "否",
    "渠道": "认证到",
    "备注": "门卫登记",
}
EXPLANATION: Record = {
    "计划编号": "R0123012021001",
    "异常类型": "地点偏差",
    "填写方": "机构",
    "填写人": "陆文静",
    "填写日期": "2021-10-22",
    "原因": "定位漂移",
    "说明": "手机定位漂移，已核实",
    "监管系统填报日期": "2021-10-25",
}
REVIEW: Record = {
    "计划编号": "R0123012021001",
    "文件名": "首次1.jpg",
    "可识别人员": "崔明远、贾思齐",
    "识别方式": "视频",
    "可识别企业": "是",
    "结论": "通过",
    "核查人": "陆文静",
    "核查时间": "2021-10-25 10:00",
}
PHOTO: Record = {
    "计划编号": "R0123012021001",
    "类别": "首次会议",
    "文件名": "首次1.jpg",
    "上传人": "崔明远",
    "上传时间": "2021-10-18 08:50:03",
    "拍摄方式": "小程序拍照",
}
SHEETS: dict[str, Record] = {
    "审核计划": PLAN,
    "审核组名册": PERSON,
    "签到记录": CHECK_IN,
    "异常说明": EXPLANATION,
    "照片核查": REVIEW,
    "照片": PHOTO,
}


def write(
    path: Path, *records: Record, sheet: str = "Sheet1", above: Sequence[Sequence[object]] = ()
) -> Path:
    """Write records under their headings, below the rows `above`, in the form that the suffix names."""
    headings = list(dict.fromkeys(heading for record in records for heading in record))
    rows = [*above, headings, *([record.get(heading, "") for heading in headings] for record in records)]
    return write_rows(path, rows, sheet)


def write_rows(
    path: Path, rows: Sequence[Sequence[object]], sheet: str = "Sheet1", encoding: str = "utf-8"
) -> Path:
    """Write rows of cells in the form that the suffix names."""
    if path.suffix == ".xlsx":
        _write_xlsx(path, rows, sheet)
    elif path.suffix == ".xls":
        _write_xls(path, rows, sheet)
    else:
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    return path


def _write_xlsx(path: Path, rows: Sequence[Sequence[object]], sheet: str) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    book.close()


def _write_xls(path: Path, rows: Sequence[Sequence[object]], sheet: str) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    moment, day = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss"), xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            style = moment if type(cell) is datetime else day if type(cell) is date else None
            page.write(number, column, cell, *([style] if style else []))
    book.save(str(path))


def read(*paths: Path) -> Intake:
    """Read files and folders as the desk does."""
    return finish(read_files(paths))


def drafted(path: Path, *records: Record, sheet: str = "Sheet1") -> Draft:
    """Write records, read them, and return the only draft; anything to complain about fails the test."""
    intake = read(write(path, *records, sheet=sheet))
    assert intake.complaints == ()
    (draft,) = intake.drafts
    return draft


def fact(path: Path, *records: Record) -> Fact:
    """Return the only fact of the records."""
    return drafted(path, *records).fact


class Desk:
    """Write one changed row at a time and read it; `with_cells` replaces cells, None takes the column out."""

    def __init__(self, folder: Path, form: str = ".xlsx") -> None:
        self.path = folder / f"表{form}"
        self.intake = Intake()

    def _row(self, template: Record, cells: Record) -> Record:
        return {name: cell for name, cell in {**template, **cells}.items() if cell is not None}

    def read_row(self, template: Record, **cells: object) -> Intake:
        self.intake = read(write(self.path, self._row(template, cells)))
        return self.intake

    def plan(self, **cells: object) -> Plan:
        (draft,) = self._accepted(PLAN, cells)
        assert isinstance(draft.fact, Plan)
        return draft.fact

    def check_in(self, **cells: object) -> CheckIn:
        (draft,) = self._accepted(CHECK_IN, cells)
        assert isinstance(draft.fact, CheckIn)
        return draft.fact

    def draft(self, template: Record, **cells: object) -> Draft:
        (draft,) = self._accepted(template, cells)
        return draft

    def refusal(self, template: Record, **cells: object) -> Complaint:
        intake = self.read_row(template, **cells)
        assert intake.drafts == ()
        (complaint,) = intake.complaints
        return complaint

    def _accepted(self, template: Record, cells: Record) -> tuple[Draft, ...]:
        intake = self.read_row(template, **cells)
        assert intake.complaints == ()
        return intake.drafts
