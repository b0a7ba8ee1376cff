"""How each month's sheets look: every month was kept by somebody else, in another format."""

from installer.samples_workbooks import Layout

PLANS, ROSTER, SIGNS, PHOTOS, EXPLANATIONS, REVIEWS = (
    "审核计划",
    "审核组名册",
    "签到记录",
    "照片",
    "异常说明",
    "照片核查",
)

_TEMPLATE_PLANS = (
    "计划编号* 企业名称* 统一社会信用代码 认证项目* 证书号 审核活动* 审核方式 审核时间* 首次会议开始 末次会议开始 末次会议结束 "
    "行政区划 审核地址* 计划经度 计划纬度 坐标系 联系人 联系电话 审核组* 技术专家 远程人员 未参会人员 涉密 临时调整 同步认证到 "
    "备注 计划状态"
)
_TEMPLATE_ROSTER = "姓名* 证件号码 CCAA注册号 手机号 部门 资格 状态"
_TEMPLATE_SIGNS = (
    "计划编号* 姓名* 手机号 类型* 时间* 位置 经度 纬度 坐标系 定位经度 定位纬度 同时签到 渠道 备注"
)
_TEMPLATE_PHOTOS = "计划编号* 类别* 文件名* 上传人 上传时间 拍摄方式"
_TEMPLATE_EXPLANATIONS = "计划编号* 异常类型* 填写方* 填写人 填写日期* 原因 说明* 监管系统填报日期"
_TEMPLATE_REVIEWS = "计划编号* 文件名* 可识别人员 识别方式 可识别企业 结论 核查人 核查时间"

LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "2021-10": (
        Layout(
            PLANS,
            "审核计划编号=计划编号 受审核方名称=企业名称 统一社会信用代码 业务员 认证项目 证书编号=证书号 审核活动 审核方式 "
            "审核时间（起至）=审核时间 首次会议时间=首次会议开始 末次会议开始 末次会议结束 行政区划 审核地址 "
            "计划经度（度）=计划经度 计划纬度（度）=计划纬度 坐标系 联系人 联系电话 审核组成员（含组长）=审核组 技术专家 "
            "远程审核人员=远程人员 未参会人员 是否涉密=涉密 临时调整 同步认证到 备注 计划状态",
            titles=("2021年10月现场审核计划汇总表", "制表：技术质量部　　制表日期：2021-10-30"),
        ),
        Layout(ROSTER, _TEMPLATE_ROSTER, "xls"),
        Layout(
            SIGNS,
            "审核计划编号=计划编号 受审核方=企业名称 签到人=姓名 手机号 签到类型=类型 签到时间=时间 签到位置=位置 签到经度=经度 "
            "签到纬度=纬度 坐标系 定位经度 定位纬度 同时签到 渠道 备注",
            "csv gb18030",
        ),
        Layout(PHOTOS, _TEMPLATE_PHOTOS, accent="E2EFDA"),
        Layout(EXPLANATIONS, _TEMPLATE_EXPLANATIONS, accent="FFF2CC"),
        Layout(REVIEWS, _TEMPLATE_REVIEWS, real_dates=True, accent="EDEDED"),
    ),
    "2022-01": (
        Layout(PLANS, _TEMPLATE_PLANS),
        Layout(ROSTER, _TEMPLATE_ROSTER),
        Layout(SIGNS, _TEMPLATE_SIGNS, "csv utf-8"),
        Layout(PHOTOS, _TEMPLATE_PHOTOS, "csv utf-8"),
        Layout(REVIEWS, _TEMPLATE_REVIEWS),
    ),
    "2022-12": (
        Layout(PLANS, _TEMPLATE_PLANS, "xls", real_dates=True),
        Layout(ROSTER, _TEMPLATE_ROSTER),
        Layout(SIGNS, _TEMPLATE_SIGNS, real_dates=True),
        Layout(PHOTOS, _TEMPLATE_PHOTOS, "csv gb18030"),
        Layout(EXPLANATIONS, _TEMPLATE_EXPLANATIONS),
        Layout(REVIEWS, _TEMPLATE_REVIEWS),
    ),
    "2026-10": (
        Layout(
            PLANS,
            "计划编号* 企业名称* 统一社会信用代码 认证项目* 证书号 审核活动* 审核方式 审核开始时间* 审核结束时间* 首次会议开始 "
            "末次会议开始 末次会议结束 行政区划 审核地址* 计划经度 计划纬度 坐标系 联系人 联系电话 审核组*（组长在前）=审核组 "
            "技术专家 远程人员 未参会人员 涉密（是/否）=涉密 临时调整 同步认证到（是/否）=同步认证到 业务员 备注 计划状态",
            real_dates=True,
            numbers=False,
            accent="D9E1F2",
        ),
        Layout(
            ROSTER,
            _TEMPLATE_ROSTER,
            titles=("审核组名册（2026年10月）",),
            phones_as_numbers=True,
            accent="D9E1F2",
        ),
        Layout(SIGNS, _TEMPLATE_SIGNS, real_dates=True, accent="D9E1F2"),
        Layout(PHOTOS, _TEMPLATE_PHOTOS, "csv utf-8-sig"),
        Layout(EXPLANATIONS, _TEMPLATE_EXPLANATIONS, "xls", real_dates=True),
        Layout(REVIEWS, _TEMPLATE_REVIEWS, accent="D9E1F2"),
    ),
}
