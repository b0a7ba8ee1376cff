"""审核计划: what is reported to the regulator before an audit."""

from dataclasses import dataclass, field
from datetime import datetime

from tianyi_desk.facts.place import Address
from tianyi_desk.facts.source import Source
from tianyi_desk.facts.vocabulary import AuditMode, Role

VALID_STATE = "有效"


@dataclass(frozen=True, slots=True)
class Member:
    """A person on a plan's team; numbers are "" where the file gave none.

    `absent` means noted as not attending the meetings (未参会人员, N6.6).
    """

    name: str
    role: Role
    remote: bool = False
    absent: bool = False
    id_number: str = ""
    ccaa_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One row of 审核计划 (rule book, section 1); times are China Standard Time without a zone.

    `projects` are the 认证项目 as written, without the trailing 必签 mark. `opening_at`, `closing_start` and
    `closing_end` are the recorded meeting times, None where only the plan's own times are known (推定).
    `synced` is 同步认证到: None where the cell is empty. `adjustment` is the text of 临时调整, "" for none.
    `state` is 计划状态 as written, 有效 where empty. `foreign` says that 行政区划 or ORG_COUNTRY is not China.
    """

    number: str
    enterprise: str
    projects: tuple[str, ...]
    start: datetime
    end: datetime
    addresses: tuple[Address, ...]
    team: tuple[Member, ...]
    mode: AuditMode = AuditMode.ON_SITE
    activities: tuple[str, ...] = ()
    opening_at: datetime | None = None
    closing_start: datetime | None = None
    closing_end: datetime | None = None
    credit_code: str = ""
    certificates: tuple[str, ...] = ()
    region: str = ""
    foreign: bool = False
    contact: str = ""
    contact_phone: str = ""
    confidential: bool = False
    adjustment: str = ""
    synced: bool | None = None
    remarks: str = ""
    state: str = VALID_STATE
    source: Source | None = field(default=None, compare=False)

    @property
    def valid(self) -> bool:
        """Tell whether 计划状态 is 有效; a cancelled plan is kept but judged and bound to nothing."""
        return self.state == VALID_STATE
