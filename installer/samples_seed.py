"""The rule book's own examples (section 6): as dated in 2021, and with the dates moved to October 2021.

Names and companies are invented; dates, coordinates and times are the manual's.
"""

from dataclasses import dataclass

from installer.samples_rows import Expect
from installer.samples_scenarios import NOT_JUDGED, anomalous, noted
from installer.samples_tables import Cells
from installer.samples_workbooks import Layout

AS_DATED, MOVED = "原日期", "移到2021年10月"
_PLAN_COLUMNS = (
    "计划编号* 企业名称* 认证项目* 审核活动* 审核方式 审核时间* 行政区划 审核地址* 计划经度 计划纬度 坐标系 "
    "联系人 联系电话 审核组* 备注 计划状态"
)
_SIGN_COLUMNS = "计划编号* 姓名* 类型* 时间* 位置 经度 纬度 坐标系 渠道"
_PHOTO_COLUMNS = "计划编号* 类别* 文件名* 上传人 上传时间 拍摄方式"


@dataclass(frozen=True, slots=True)
class Example:
    """One example: what its sheets say, and what it shows as dated and moved."""

    title: str
    plan: Cells
    signs: tuple[Cells, ...]
    photos: tuple[Cells, ...]
    as_dated: Expect
    moved: Expect


def _sign(
    name: str, event: str, at: str, place: str, point: tuple[str, str], *, datum: str = "GCJ-02"
) -> Cells:
    longitude, latitude = point
    return {
        "姓名": name, "类型": event, "时间": at, "位置": place, "经度": longitude, "纬度": latitude, "坐标系": datum,
        "渠道": "认证到",
    }  # fmt: skip


def _photo(category: str, name: str, at: str) -> Cells:
    file_name = f"{category}.jpg"
    return {"类别": category, "文件名": file_name, "上传人": name, "上传时间": at, "拍摄方式": "小程序拍照"}


EXAMPLES: tuple[Example, ...] = (
    Example(
        "大连：经纬度写反，签在北京",
        {
            "企业名称": "大连瀚砺船舶配件有限公司",
            "认证项目": "ISO14001*",
            "审核活动": "监督审核",
            "审核时间": "2021-08-17 08:30至2021-08-17 18:00",
            "行政区划": "辽宁省大连市中山区;",
            "审核地址": "辽宁省大连市中山区港湾广场附近",
            "计划经度": "38.915325",
            "计划纬度": "121.638794",
            "联系人": "毕经理",
            "联系电话": "15400018121",
            "审核组": "【组长】佘望舒 【组员】印岚",
            "备注": "审核方式: 现场审核",
        },
        (
            _sign(
                "佘望舒",
                "签到",
                "2021-08-17 08:41:05",
                "北京市朝阳区朝阳门外大街",
                ("39.922679", "116.447314"),
                datum="",
            ),
        ),
        (),
        Expect(("D01 签到", "D01 计划"), "不适用", "不适用"),
        anomalous("O1(未签退)", "O2 签到", "O3(均无)", "D01 签到", "D01 计划"),
    ),
    Example(
        "集安：下午才签到",
        {
            "企业名称": "吉林霁岳参茸制品股份有限公司",
            "认证项目": "ISO9001*",
            "审核活动": "再认证审核(二阶段)(二阶段)",
            "审核时间": "2021-08-18 08:30至2021-08-20 15:30",
            "行政区划": "吉林省通化市",
            "审核地址": "吉林省集安市工业园区",
            "计划经度": "126.156021",
            "计划纬度": "41.110364",
            "坐标系": "GCJ-02",
            "联系人": "张工",
            "联系电话": "15400018122",
            "审核组": "【组长】崔砚耕【组员】贾舒禾, 沈墨卿",
            "备注": "审核方式: 现场审核",
        },
        (
            _sign(
                "崔砚耕", "签到", "2021-08-18 17:21:28", "吉林省集安市工业园区", ("126.157310", "41.109822")
            ),
            _sign(
                "崔砚耕", "签退", "2021-08-20 15:12:40", "吉林省集安市工业园区", ("126.157122", "41.109903")
            ),
        ),
        (
            _photo("首次会议", "崔砚耕", "2021-08-18 08:45:10"),
            _photo("末次会议", "崔砚耕", "2021-08-20 15:14:02"),
        ),
        NOT_JUDGED,
        Expect(("H02 签到",), "待核"),
    ),
    Example(
        "石家庄：两行地址，在第二个签到",
        {
            "企业名称": "石家庄澜璟工程技术有限责任公司",
            "认证项目": "ISO9001*",
            "审核活动": "监督审核",
            "审核时间": "2021-08-09 08:30至2021-08-11 12:00",
            "行政区划": "河北省石家庄市桥西区;",
            "审核地址": "河北省石家庄市桥西区建设南大街\n河北省石家庄市晋州市",
            "计划经度": "114.514302\n115.044118",
            "计划纬度": "38.021407\n38.033652",
            "坐标系": "GCJ-02",
            "联系人": "仇主任",
            "联系电话": "15400018123",
            "审核组": "【组长】考世鸿",
            "备注": "审核方式：现场审核",
        },
        (
            _sign(
                "考世鸿", "签到", "2021-08-09 08:36:51", "河北省石家庄市晋州市", ("115.046230", "38.031975")
            ),
            _sign(
                "考世鸿", "签退", "2021-08-11 11:48:19", "河北省石家庄市晋州市", ("115.046118", "38.032044")
            ),
        ),
        (
            _photo("首次会议", "考世鸿", "2021-08-09 08:40:27"),
            _photo("末次会议", "考世鸿", "2021-08-11 11:50:33"),
        ),
        NOT_JUDGED,
        noted(),
    ),
    Example(
        "深圳：一个计划三项活动",
        {
            "企业名称": "深圳聿铂智能科技有限公司",
            "认证项目": "ISO9001*；EC9000*；ISO/IEC 20000",
            "审核活动": "再认证审核(一阶段);初次审核(一阶段);监督审核",
            "审核时间": "2021-07-26 09:00至2021-07-29 17:00",
            "行政区划": "广东省深圳市光明区",
            "审核地址": "广东省深圳市光明区凤凰街道塘家南十路",
            "计划经度": "113.948215",
            "计划纬度": "22.756903",
            "坐标系": "GCJ-02",
            "联系人": "虞经理",
            "联系电话": "15400018124",
            "审核组": "【组长】谭以宁 【组员】袁竹青, 陈既明",
            "备注": "审核方式: 现场审核",
        },
        (
            _sign(
                "谭以宁",
                "签到",
                "2021-07-26 08:52:16",
                "广东省深圳市光明区凤凰街道",
                ("113.949027", "22.756118"),
            ),
            _sign(
                "袁竹青",
                "签退",
                "2021-07-29 16:44:57",
                "广东省深圳市光明区凤凰街道",
                ("113.948876", "22.756240"),
            ),
        ),
        (
            _photo("首次会议", "谭以宁", "2021-07-26 08:58:40"),
            _photo("末次会议", "袁竹青", "2021-07-29 16:49:21"),
        ),
        NOT_JUDGED,
        noted(),
    ),
)


def seed_number(place: int, version: str) -> str:
    """Return an example's plan number."""
    return f"R0123012021{1 + place + (300 if version == MOVED else 0):03d}"


def _moved(cells: Cells, version: str) -> Cells:
    """Return cells with their dates moved to October where that is wanted."""
    if version == AS_DATED:
        return cells
    return {
        name: value.replace("2021-08-", "2021-10-").replace("2021-07-", "2021-10-")
        if isinstance(value, str)
        else value
        for name, value in cells.items()
    }


def seed_sheets(version: str) -> list[tuple[Layout, list[Cells]]]:
    """Return the three sheets of one workbook."""
    plans: list[Cells] = []
    signs: list[Cells] = []
    photos: list[Cells] = []
    for place, example in enumerate(EXAMPLES):
        number: Cells = {"计划编号": seed_number(place, version)}
        plans.append(number | {"计划状态": "有效"} | _moved(example.plan, version))
        signs += [number | _moved(row, version) for row in example.signs]
        photos += [number | _moved(row, version) for row in example.photos]
    return [
        (Layout("审核计划", _PLAN_COLUMNS, file=version), plans),
        (Layout("签到记录", _SIGN_COLUMNS, file=version), signs),
        (Layout("照片", _PHOTO_COLUMNS, file=version), photos),
    ]
