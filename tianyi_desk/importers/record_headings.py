"""The columns of the other five sheets in the template's order, with the names they go by elsewhere."""

from tianyi_desk.importers.plan_headings import DATUM, ENDS, ENTERPRISE, PERIOD, PLAN_NUMBER, STARTS
from tianyi_desk.importers.synonyms import Heading

_PHONE = "(|移动|联系)电话 电话号码 联系方式 (|联系)手机 手机号码 手机电话"
_FILE_NAME = "(照片|图片|相片)(|文件|名|名称|文件名|文件名称) 文件名称 文件"
_SIGNED_AT = "(签到|打卡|实际|实际签到|签到位置|签到地址|签到地点|签到点|签到签退)"
_DEVICE = "(手机|手机定位|设备|设备定位|原始|原始定位|gps|系统定位|实时定位)"

ROSTER_HEADINGS = (
    Heading("name", "姓名", "名字 (|审核|认证)人员(|姓名) 审核员(|姓名) 员工姓名", ("name",)),
    Heading(
        "id_number",
        "证件号码",
        "证件(号|编号) 身份证(|号|号码|件号码) 公民身份号码 有效证件号码",
        ("id_number",),
    ),
    Heading(
        "ccaa_number",
        "CCAA注册号",
        "(|ccaa)注册(证号|证书号|编号|号码) 注册号 ccaa ccaa(号|编号|号码|证书号|证书编号|人员注册号) 人员注册号",
        ("ccaa_number",),
    ),
    Heading("phone", "手机号", _PHONE, ("phone",)),
    Heading("department", "部门", "(所属|所在)部门 部门名称 (|所属)(分公司|分支机构|机构)", ("department",)),
    Heading(
        "qualification",
        "资格",
        "资质 (人员|审核|审核员|注册)资格 资格(级别|等级|类型) 级别 (审核员|注册)级别 人员类别",
        ("qualification",),
    ),
    Heading("state", "状态", "(人员|在职|任职|工作|员工|当前)状态", ("state",)),
)

CHECK_IN_HEADINGS = (
    Heading("plan", "计划编号", PLAN_NUMBER, ("plan",)),
    Heading("enterprise", "企业名称", ENTERPRISE, ("plan",)),
    Heading("period", "审核时间", PERIOD, ("plan",)),
    Heading("starts", "审核开始时间", STARTS, ("plan",)),
    Heading("ends", "审核结束时间", ENDS, ("plan",)),
    Heading(
        "name",
        "姓名",
        "(签到|打卡|签到签退|签到/签退)(人|人员|者|人姓名|人员姓名|审核员) 名字 (|审核)人员(|姓名) 审核员(|姓名) 员工姓名",
        ("name",),
    ),
    Heading(
        "phone",
        "手机号",
        f"{_PHONE} (签到|签到人|签到人员|审核员)(手机|手机号|电话|手机号码|联系电话)",
        ("phone",),
    ),
    Heading(
        "event",
        "类型",
        "(签到|打卡|签到签退|签到/签退|操作|记录|事件)(类型|类别) 类别 签到签退 签到/签退 签到或签退 操作 事件 动作",
        ("event",),
    ),
    Heading("day", "签到日期", "日期 (打卡|签到签退|签到/签退)日期", ("at",)),
    Heading(
        "at",
        "时间",
        "(签到|打卡|签到签退|签到/签退|操作|记录|实际|实际签到)(时间|日期时间) 日期时间 时刻",
        ("at",),
    ),
    Heading(
        "place",
        "位置",
        "地点 (|详细)地址 位置(信息|描述) 所在位置 (签到|打卡|实际签到|实际|签到签退|签到详细)(位置|地点|地址) 签到位置信息",
        ("place",),
    ),
    Heading("longitude", "经度", f"{_SIGNED_AT}经度 longitude lng lon", ("position",)),
    Heading("latitude", "纬度", f"{_SIGNED_AT}纬度 latitude lat", ("position",)),
    Heading("datum", "坐标系", DATUM, ("position", "fix")),
    Heading("fix_longitude", "定位经度", f"{_DEVICE}经度", ("fix",)),
    Heading("fix_latitude", "定位纬度", f"{_DEVICE}纬度", ("fix",)),
    Heading(
        "together",
        "同时签到",
        "(|是否)同时签到(签退|其他任务) 是否同时签到 同时签到勾选 多领域同时签到",
        ("declined",),
    ),
    Heading(
        "channel", "渠道", "(签到|打卡)渠道 签到(方式|平台|来源) (|数据)来源 平台 来源渠道", ("channel",)
    ),
    Heading("remarks", "备注", "备注说明 备注信息 附注 注 说明 签到备注", ("remarks",)),
)

PHOTO_HEADINGS = (
    Heading("plan", "计划编号", PLAN_NUMBER, ("plan",)),
    Heading(
        "category",
        "类别",
        "类型 分类 会议 会议(类型|类别) (照片|图片|相片)(类别|类型|分类|种类)",
        ("category",),
    ),
    Heading("file_name", "文件名", _FILE_NAME, ("file_name",)),
    Heading("uploader", "上传人", "上传(人员|者|人姓名|审核员) 照片上传人 姓名", ("uploader",)),
    Heading("uploaded_at", "上传时间", "上传日期(|时间) 照片上传时间 时间", ("uploaded_at",)),
    Heading("shot_with", "拍摄方式", "拍照方式 拍摄来源 (|照片|图片)来源 上传方式 方式", ("shot_with",)),
)

EXPLANATION_HEADINGS = (
    Heading("plan", "计划编号", PLAN_NUMBER, ("plan",)),
    Heading(
        "kind",
        "异常类型",
        "异常 异常(类别|种类|名称|项) 签到异常 签到异常类型 说明类型 类型 类别",
        ("kind",),
    ),
    Heading("side", "填写方", "(说明|填报)方 (填写|填报)(主体|端) 填写方类型 填写角色", ("side",)),
    Heading("author", "填写人", "填写人(员|姓名) 填报人(|员) 说明人 姓名", ("author",)),
    Heading("filed_on", "填写日期", "填写(时间|日) (说明|提交)(日期|时间) 日期", ("filed_on",)),
    Heading("cause", "原因", "(|异常)原因代码 原因(分类|类别|类型) 异常原因", ("cause",)),
    Heading(
        "text",
        "说明",
        "(异常|情况|异常情况|详细|原因)说明 说明(内容|文字) 内容 异常说明内容",
        ("text",),
    ),
    Heading(
        "reported_on",
        "监管系统填报日期",
        "(监管系统|监管平台|监管|管理端|系统)填报(日期|时间) (监管系统|管理端)(填写|上报|提交)(日期|时间)",
        ("reported_on",),
    ),
)

REVIEW_HEADINGS = (
    Heading("plan", "计划编号", PLAN_NUMBER, ("plan",)),
    Heading("file_name", "文件名", _FILE_NAME, ("file_name",)),
    Heading(
        "people",
        "可识别人员",
        "(|已)识别人员 可识别的人员 可识别(人|成员|审核组成员|审核员|人员姓名) 识别成员 照片(|中)人员",
        ("people",),
    ),
    Heading("seen_by", "识别方式", "识别(途径|形式) 参会方式", ("seen_by",)),
    Heading(
        "enterprise_seen",
        "可识别企业",
        "(|是否|可|是否可|能否|可否)识别(企业|受审核方|被审核方|受审核企业|被审核企业|受审核组织) 企业可识别",
        ("enterprise_seen",),
    ),
    Heading("conclusion", "结论", "(核查|复核|检查)(结论|结果) 结果 照片结论", ("conclusion",)),
    Heading("reviewer", "核查人", "核查(人员|者|人姓名) 复核人(|员) 检查人", ("reviewer",)),
    Heading("reviewed_at", "核查时间", "核查日期 (复核|检查)(时间|日期)", ("reviewed_at",)),
)
