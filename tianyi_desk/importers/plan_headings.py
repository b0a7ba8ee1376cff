"""The columns of 审核计划 in the template's order, with the names they go by elsewhere."""

from tianyi_desk.importers.synonyms import Heading

PLAN_NUMBER = "(|审核|认证|认证审核)计划(编号|号|编码|代码|号码) (|审核)任务(编号|号) 编号"
ENTERPRISE = (
    "(受|被)(审核|审|评审)(组织|企业|方|单位|公司|客户)(|名称) "
    "审核(组织|企业|方)(|名称) (|获证|申请|认证|委托|客户)(组织|企业|单位|公司)(|名称|全称) "
    "(客户|认证委托人|认证委托方|委托人|委托方|申请人)(|名称)"
)
PERIOD = (
    "(|计划|现场|审核计划)审核(时间|日期|时段|期间|周期|时间段|起止时间|起止日期|日程) (计划|起止)(时间|日期) "
    "审核时间区间 审核起止"
)
STARTS = (
    "(|审核|计划|审核计划|计划审核|现场审核)(开始|起始)(时间|日期|日) (审核|审核时间|审核日期|计划时间)(起|始|开始) 开始 "
    "审核开始日期时间"
)
ENDS = (
    "(|审核|计划|审核计划|计划审核|现场审核)(结束|终止|截止|完成)(时间|日期|日) (审核|审核时间|审核日期|计划时间)(止|终|结束) 结束 "
    "审核结束日期时间"
)
DATUM = "坐标(系统|系类型|类型|基准|标准|参照系) (地图|大地|经纬度)坐标系"

PLAN_HEADINGS = (
    Heading("number", "计划编号", PLAN_NUMBER, ("number",)),
    Heading("enterprise", "企业名称", ENTERPRISE, ("enterprise",)),
    Heading(
        "credit_code",
        "统一社会信用代码",
        "(|统一|社会|企业|企业统一社会)信用代码 统一社会信用代码证号 组织机构代码",
        ("credit_code",),
    ),
    Heading(
        "projects",
        "认证项目",
        "认证项目(名称|代码) 项目 项目名称 (|认证|审核)(领域|体系|标准) 审核项目 体系类型 认证类别",
        ("projects",),
    ),
    Heading("certificates", "证书号", "(|认证)证书(|编号|号|号码|注册号)", ("certificates",)),
    Heading(
        "activities",
        "审核活动",
        "活动 审核(类型|阶段|性质|类别|种类|活动类型|活动名称) 活动类型 认证活动",
        ("activities",),
    ),
    Heading("mode", "审核方式", "审核(形式|模式|手段|实施方式) 方式 实施方式", ("mode",)),
    Heading("period", "审核时间", PERIOD, ("start", "end")),
    Heading("starts", "审核开始时间", STARTS, ("start",)),
    Heading("ends", "审核结束时间", ENDS, ("end",)),
    Heading(
        "opening_at",
        "首次会议开始",
        "首次会议 (首次会议|首次会|首会)(时间|开始时间|召开时间) (首次会|首会)开始",
        ("opening_at",),
    ),
    Heading(
        "closing_start",
        "末次会议开始",
        "(末次会议|末次会|末会)开始时间 (末次会|末会)开始",
        ("closing_start",),
    ),
    Heading(
        "closing_end", "末次会议结束", "(末次会议|末次会|末会)结束时间 (末次会|末会)结束", ("closing_end",)
    ),
    Heading(
        "region",
        "行政区划",
        "(|所在|所在行政|审核地行政)区划 行政(区|区域|区划名称) (|所在|所属|审核|国家|国别)地区 省市区 所在地",
        ("region", "foreign"),
    ),
    Heading(
        "address",
        "审核地址",
        "(|现场|企业|组织|单位|公司|详细|计划|经营|生产|生产经营|受审核|受审核方|审核现场|审核场所|审核详细|计划审核)地址 "
        "审核(地点|场所|现场)",
        ("addresses",),
    ),
    Heading(
        "longitude",
        "计划经度",
        "(|审核|地址|审核地址|审核地点|企业|计划地址|审核计划)经度 longitude lng lon",
        ("addresses",),
    ),
    Heading(
        "latitude",
        "计划纬度",
        "(|审核|地址|审核地址|审核地点|企业|计划地址|审核计划)纬度 latitude lat",
        ("addresses",),
    ),
    Heading("datum", "坐标系", DATUM, ("addresses",)),
    Heading("contact", "联系人", "联系人姓名 (企业|组织|受审核方|客户)联系人", ("contact",)),
    Heading(
        "contact_phone",
        "联系电话",
        "(|企业|企业联系|联系人)电话 电话号码 (|联系人)联系方式 (|联系|联系人)手机 (|联系人)手机号 手机号码",
        ("contact_phone",),
    ),
    Heading(
        "team",
        "审核组",
        "审核组(成员|人员|名单|成员名单|成员姓名) 审核(小组|人员|员|成员|团队|员名单|人员名单) 组成员 成员",
        ("team",),
    ),
    Heading("leader", "组长", "(审核|审核组)组长 (|审核)组长姓名", ("team",)),
    Heading("members", "组员", "(审核|审核组)组员 (|审核)组员姓名", ("team",)),
    Heading("trainees", "实习审核员", "实习 实习人员 见习审核员 实习审核人员", ("team",)),
    Heading("experts", "技术专家", "专家 (|技术)专家姓名 技术专家名单 审核技术专家", ("team",)),
    Heading(
        "remote",
        "远程人员",
        "远程(审核人员|审核员|成员|组员|参会人员|参加人员|审核组成员|审核成员)",
        ("team",),
    ),
    Heading(
        "absent",
        "未参会人员",
        "(未|不)(参会|参加会议|参加首末次会议|参加首末次会)(人员|成员|的成员|审核员) 缺席人员 未参会",
        ("team",),
    ),
    Heading(
        "confidential", "涉密", "(|是否|是否为)涉密单位 是否涉密 涉密(项目|情况|企业)", ("confidential",)
    ),
    Heading(
        "adjustment",
        "临时调整",
        "(是否|现场|计划)临时调整 临时调整(说明|情况|内容) 临时变更 临时变更说明",
        ("adjustment",),
    ),
    Heading(
        "synced",
        "同步认证到",
        "(|是否|是否已|已|能否|可否)(同步|同步到|同步至)(认证到|认证到小程序) 认证到同步 是否同步 同步",
        ("synced",),
    ),
    Heading("remarks", "备注", "备注说明 备注信息 附注 注 说明", ("remarks",)),
    Heading("state", "计划状态", "(|审核计划|计划当前|当前|有效)状态", ("state",)),
)
