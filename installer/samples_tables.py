"""Turn the samples' rows into cells: one mapping from template heading to value for each line of each sheet."""

from collections.abc import Sequence
from datetime import date, datetime

from installer.samples_people import Person
from installer.samples_places import Point, as_bd09, as_wgs84
from installer.samples_rows import BD09, WGS84, ExplanationRow, PhotoRow, PlanRow, ReviewRow, SignRow

Value = str | int | float | datetime | date | None
Cells = dict[str, Value]


def _written(point: Point | None, datum: str) -> tuple[float | None, float | None]:
    """Return the two halves as a sheet shows them, to six decimals, in the datum it names."""
    if point is None:
        return None, None
    longitude, latitude = as_wgs84(point) if datum == WGS84 else as_bd09(point) if datum == BD09 else point
    return round(longitude, 6), round(latitude, 6)


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _names(people: Sequence[Person], joint: str = ", ") -> str:
    return joint.join(one.name for one in people)


def team_words(plan: PlanRow) -> str:
    """Write 审核组 as the mini-program does: 【组长】甲 【组员】乙, 丙 【实习】丁."""
    members = [one.name + plan.tell_apart.get(one.name, "") for one in plan.members] + plan.strangers
    groups = (
        ("组长", _names(plan.leaders)),
        ("组员", ", ".join(members)),
        ("实习", _names(plan.trainees)),
    )
    return " ".join(f"【{role}】{names}" for role, names in groups if names)


def plan_cells(plan: PlanRow) -> Cells:
    """Return a line of 审核计划."""
    halves = [_written(point, plan.datum) for point in plan.points]
    longitudes: Value = halves[0][0] if len(halves) == 1 else "\n".join(str(half[0]) for half in halves)
    latitudes: Value = halves[0][1] if len(halves) == 1 else "\n".join(str(half[1]) for half in halves)
    if plan.written is not None:
        longitudes, latitudes = plan.written
    return {
        "计划编号": plan.number,
        "企业名称": plan.name,
        "统一社会信用代码": plan.enterprise.credit_code,
        "认证项目": "；".join(plan.projects),
        "证书号": plan.certificate,
        "审核活动": plan.activity,
        "审核方式": plan.mode,
        "审核时间": f"{plan.start:%Y-%m-%d %H:%M}至{plan.end:%Y-%m-%d %H:%M}",
        "审核开始时间": plan.start,
        "审核结束时间": plan.end,
        "首次会议开始": plan.opening_at,
        "末次会议开始": plan.closing_start,
        "末次会议结束": plan.closing_end,
        "行政区划": plan.region,
        "审核地址": "\n".join(plan.addresses),
        "计划经度": longitudes,
        "计划纬度": latitudes,
        "坐标系": plan.datum,
        "联系人": plan.enterprise.contact,
        "联系电话": plan.contact_phone,
        "审核组": team_words(plan),
        "技术专家": _names(plan.experts, "；"),
        "远程人员": _names(plan.remote, "；"),
        "未参会人员": _names(plan.absent, "；"),
        "涉密": _yes(plan.confidential),
        "临时调整": plan.adjustment,
        "同步认证到": plan.synced,
        "业务员": plan.salesman,
        "备注": plan.remarks,
        "计划状态": plan.state,
    }


def person_cells(person: Person, year: int) -> Cells:
    """Return a line of 审核组名册."""
    return {
        "姓名": person.name,
        "证件号码": person.id_number,
        "CCAA注册号": person.ccaa_number,
        "手机号": person.phone,
        "部门": person.department,
        "资格": person.qualification,
        "状态": person.state_in(year),
    }


def sign_cells(plan: PlanRow, row: SignRow) -> Cells:
    """Return a line of 签到记录."""
    longitude, latitude = row.written or _written(row.point, row.datum)
    fix_longitude, fix_latitude = _written(row.fix, row.datum)
    return {
        "计划编号": plan.number if row.plan is None else row.plan,
        "企业名称": "" if row.plan == "" else plan.name.strip(),
        "姓名": row.person.name,
        "手机号": row.phone or row.person.phone,
        "类型": row.event,
        "时间": row.at,
        "位置": row.place,
        "经度": longitude,
        "纬度": latitude,
        "坐标系": row.datum,
        "定位经度": fix_longitude,
        "定位纬度": fix_latitude,
        "同时签到": row.together,
        "渠道": row.channel,
        "备注": row.remarks,
    }


def photo_cells(plan: PlanRow, row: PhotoRow) -> Cells:
    """Return a line of 照片."""
    return {
        "计划编号": plan.number,
        "类别": row.category,
        "文件名": row.file_name,
        "上传人": row.uploader.name if row.uploader else "",
        "上传时间": row.at,
        "拍摄方式": row.shot_with,
    }


def explanation_cells(plan: PlanRow, row: ExplanationRow) -> Cells:
    """Return a line of 异常说明."""
    return {
        "计划编号": plan.number,
        "异常类型": row.kind,
        "填写方": row.side,
        "填写人": row.author,
        "填写日期": row.filed_on,
        "原因": row.cause,
        "说明": row.text,
        "监管系统填报日期": row.reported_on,
    }


def review_cells(plan: PlanRow, row: ReviewRow) -> Cells:
    """Return a line of 照片核查."""
    return {
        "计划编号": plan.number,
        "文件名": row.file_name,
        "可识别人员": _names(row.people, "、"),
        "识别方式": row.seen_by,
        "可识别企业": _yes(row.enterprise_seen),
        "结论": row.conclusion,
        "核查人": row.reviewer,
        "核查时间": row.at,
    }
