"""The words of the trade as enumerations; each value is the Chinese word that files and people use."""

from enum import StrEnum


class Word(StrEnum):
    """A word of the trade, equal to its text and hashed as that: by C, not by a call for each look-up."""

    __hash__ = str.__hash__


class Event(Word):
    """The two check-ins that a plan owes (M2.1 三)."""

    OPENING = "签到"
    CLOSING = "签退"


class Channel(Word):
    """Where a plan is signed: the regulator's mini-program, DingTalk, or nowhere."""

    MINI_PROGRAM = "认证到"
    DINGTALK = "钉钉"
    NONE = "不适用"


class AuditMode(Word):
    """审核方式: FS01 现场, FS02 远程, FS03 相结合 (F7)."""

    ON_SITE = "现场"
    REMOTE = "远程"
    MIXED = "现场+远程"


class Role(Word):
    """A team member's part in the audit."""

    LEADER = "组长"
    MEMBER = "组员"
    TRAINEE = "实习审核员"
    EXPERT = "技术专家"


class PhotoCategory(Word):
    """Where in the mini-program a photo was uploaded (M2.7)."""

    OPENING_MEETING = "首次会议"
    CLOSING_MEETING = "末次会议"
    OTHER = "其他照片"


class SeenBy(Word):
    """How a reviewer recognised the people in a photo (N6.3)."""

    ON_SITE = "现场"
    VIDEO = "视频"


class Side(Word):
    """Who explains an anomaly (F6)."""

    AUDITOR = "审核员"
    BODY = "机构"


class AnomalyKind(Word):
    """What an explanation is about: the regulator's three anomalies, or other circumstances (F5)."""

    NOT_SIGNED = "未签到"
    DEVIATION = "地点偏差"
    NO_PHOTOS = "未上传照片"
    STATEMENT = "其他情况说明"


class Disposition(Word):
    """What a person decided about a finding; the first means nobody did yet."""

    OPEN = "未处理"
    CONFIRMED = "已确认"
    DISMISSED = "已排除"


class DraftStage(Word):
    """How far a text on its way to being filed is; only the last counts for the rules."""

    WRITING = "起草"
    WAITING = "待复核"
    RETURNED = "被退回"
    ACCEPTED = "复核通过"
    FILED = "已填报"
    DROPPED = "已放弃"


class DraftAct(Word):
    """What somebody did with a text; each makes a version of it."""

    WRITE = "起草"
    REVISE = "修改"
    HAND_IN = "送复核"
    WITHDRAW = "撤回"
    RETURN = "退回"
    ACCEPT = "复核通过"
    FILE = "已在监管系统填报"
    CORRECT = "填报后更正"
    DROP = "放弃"


class AttachmentKind(Word):
    """What a file beside a text is for."""

    EVIDENCE = "附件"
    PROOF = "填报凭证"


class FindingClass(Word):
    """The five classes, counted apart and never added up."""

    OFFICIAL = "官方异常"
    HOUSE = "机构要求"
    DOUBT = "疑点"
    DATA = "数据问题"
    REMINDER = "提醒"


class Status(Word):
    """签到情况 of a plan (rule book, section 5)."""

    CANCELLED = "已作废"
    NOT_APPLICABLE = "不适用"
    ANOMALOUS = "异常"
    REMINDED = "签到提醒"
    NOT_STARTED = "未开始"
    EXPLAINED = "已说明"
    TO_CHECK = "待核"
    CHECKED = "已核"
    RUNNING = "进行中"
    NORMAL = "正常"


class MustSign(Word):
    """Who demands the check-in: the regulator's own table, or only the company."""

    OFFICIAL = "官方"
    HOUSE = "机构"


class Flaw(Word):
    """Why a given coordinate cannot be used (D02)."""

    HALF = "只有一半"
    ZERO = "0/0"
    OUT_OF_RANGE = "超出经纬度范围"
    OUTSIDE_CHINA = "不在中国范围内"


class Origin(Word):
    """Where an address's coordinate came from."""

    IMPORTED = "导入"
    PINNED = "人工标定"
    GEOCODED = "地名推算"


class Entity(Word):
    """The kinds of things that files bring in; the values are the sheet names of the standard template."""

    PLAN = "审核计划"
    PERSON = "审核组名册"
    CHECK_IN = "签到记录"
    PHOTO = "照片"
    EXPLANATION = "异常说明"
    REVIEW = "照片核查"
