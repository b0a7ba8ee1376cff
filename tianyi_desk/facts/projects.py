"""认证项目 and 认证领域: names, aliases and codes of what is certified (an editable table)."""

import re
import unicodedata
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Field:
    """A 认证领域.

    `military` is 国军标; `food` reports through 中国食品农产品认证信息系统 (F2); `management` says that it is
    a management system (F2 demands those from 2022-12-01). `level1` and `level2` are the manual's two upper
    levels of 认证项目 (M3.1).
    """

    name: str
    management: bool
    level1: str
    level2: str
    military: bool = False
    food: bool = False


_DASHES = str.maketrans("‐‑‒–—―−", "-------")
_SAME_STANDARD = (  # ISO/IEC27001, ISO-27001 and ISO27001 name one standard, and so do GB/T19001 and GB19001
    (re.compile(r"(?<![A-Z])ISO/(IEC|TS)(?=[-\d])"), "ISO"),
    (re.compile(r"(?<![A-Z])(GB|RB|YY|GJB)/?[TZ](?=[-\d])"), r"\1"),
    (re.compile(r"(?<![A-Z])([A-Z]{2,4})-(?=\d)"), r"\1"),
)
_EDITION = re.compile(r"[:-](19|20)\d{2}$")
_CODE = re.compile(r"[A-Z]\d{2}(\d{2}(\d{2})?)?")
_SEPARATORS = re.compile(r"[/()\[\]【】,+]|IDT")
_SCRIPTS = re.compile(r"[^\u4e00-\u9fff]+|[\u4e00-\u9fff]+")
# What stands beside a standard's number without naming another: an edition, an amendment, the word 标准.
_BESIDE = re.compile(r"((19|20)\d{2}|A(MD)?\.?\d(:(19|20)\d{2})?|[版新标准]+)?")


def folded_project(name: str) -> str:
    """Return a project name as the table compares it: half width, upper case, no spaces, no 必签 mark.

    Spellings of one standard's number become the same, and the endings 认证 and 体系 go.
    """
    text = _spelled(name)
    return text.removesuffix("认证").removesuffix("体系") if len(text) > 2 else text


def _spelled(name: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", name).split()).upper().translate(_DASHES).strip("*")
    for spelling, same in _SAME_STANDARD:
        text = spelling.sub(same, text)
    return text


@dataclass(frozen=True, slots=True)
class ProjectTable:
    """Find a project's field by any of its names or codes; names are compared folded.

    `names` maps folded names and aliases, `codes` maps 3- and 5-character codes, `groups` maps prefixes of
    codes that stand for all below them (C for every service), `endings` maps ends of names (服务认证).
    """

    names: dict[str, Field]
    codes: dict[str, Field]
    groups: dict[str, Field]
    endings: dict[str, Field] = field(default_factory=dict)
    seen: dict[str, Field | None] = field(default_factory=dict, compare=False, repr=False)

    def field_of(self, project: str) -> Field | None:
        """Return the field of a project as written, None where the table does not know it (D10)."""
        if project in self.seen:
            return self.seen[project]
        self.seen[project] = found = self._look_up(project)
        return found

    def _look_up(self, project: str) -> Field | None:
        name = folded_project(project)
        if name in self.names:
            return self.names[name]
        if _CODE.fullmatch(name) or name in self.groups:
            return self._by_code(name[:5])
        fields = {self._by_piece(piece) for part in _SEPARATORS.split(name) for piece in self._pieces(part)}
        if len(fields) == 1 and (area := fields.pop()) is not None:
            return area
        written = _spelled(project)
        return next((area for ending, area in self.endings.items() if written.endswith(ending)), None)

    def _by_code(self, code: str) -> Field | None:
        if code in self.codes:
            return self.codes[code]
        prefixes = (code[:length] for length in range(len(code), 0, -1))
        return next((self.groups[prefix] for prefix in prefixes if prefix in self.groups), None)

    def _by_piece(self, piece: str) -> Field | None:
        while piece not in self.names and (shorter := _EDITION.sub("", piece)) != piece:
            piece = shorter
        return self.names.get(piece)

    def _pieces(self, part: str) -> list[str]:
        """Cut a part such as ISO9001:2015质量管理体系 where the script changes, unless it is known whole."""
        if folded_project(part) in self.names:
            return [folded_project(part)]
        return [folded_project(piece) for piece in _SCRIPTS.findall(part) if not _BESIDE.fullmatch(piece)]
