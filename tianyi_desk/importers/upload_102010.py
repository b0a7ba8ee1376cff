"""The regulator's 审核计划信息表 (sheet code 102010): both generations, told by their field names or meanings.

Rows 1 to 7 describe the columns, data stand from row 8 on. Its codes and its packed people become the template's
words; the cells as they stood are kept beside them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from tianyi_desk.importers.adapted import AdaptedGrid
from tianyi_desk.importers.cells import EMPTY_WORDS, Cell, text_of
from tianyi_desk.importers.folding import compact, folded, upper_compact
from tianyi_desk.importers.grids import Grid

DESCRIBED = 7
ENOUGH = 8
"""So many of its fields a sheet has to name."""
NEW_FROM = "2021-09-15"

# Field name → the template's heading, and the words that its meaning (row 2) may begin with.
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "AUDIT_PLAN_CODE": ("计划编号", ("审核计划编号", "计划编号")),
    "AUDIT_ACT_TYPE": ("审核活动", ("审核活动", "审核类型")),
    "AUDIT_START_DATE": ("审核开始时间", ("审核开始", "开始")),
    "AUDIT_END_DATE": ("审核结束时间", ("审核结束", "结束")),
    "AUDIT_INSPECTOR": ("审核组", ("审核组成员", "审核人员", "审核员", "审核组")),
    "AUDIT_INSPECT_ZJ": ("技术专家", ("技术专家",)),
    "ORG_COUNTRY": ("", ("国家", "组织所在国", "所在国")),
    "ORG_DISTRICT": ("行政区划", ("行政区划", "组织所在行政区", "所在行政区", "组织行政区划", "所在地区")),
    "ORG_CODE": ("统一社会信用代码", ("统一社会信用代码", "组织机构代码", "信用代码")),
    "ORG_NAME": ("企业名称", ("组织名称", "企业名称", "受审核方", "受审核组织")),
    "ORG_CONTACT_PERSON": ("联系人", ("联系人", "组织联系人")),
    "ORG_CONTACT_WAY": ("联系电话", ("联系方式", "联系电话", "组织联系方式")),
    "ORG_ADDRESS": ("审核地址", ("审核地址", "组织地址", "地址", "现场审核地址")),
    "AUDIT_APPLY_NO": ("", ("申请编号", "认证申请")),
    "CERT_NUMBER": ("证书号", ("证书编号", "证书号", "认证证书")),
    "AUTH_PROJ_CODE": ("认证项目", ("认证项目",)),
    "RZJG_ID": ("", ("认证机构", "机构批准号")),
    "REMARK": ("备注", ("备注",)),
    "AUDIT_MODE": ("审核方式", ("审核方式",)),
}
STAGES = {
    "0101": "初审（一阶段）",
    "0102": "初审（二阶段）",
    "0201": "再认证（一阶段）",
    "0202": "再认证（二阶段）",
    "03": "监督审核",
    "04": "特殊审核",
}
ROLES = {"01": "组长", "02": "组员", "03": "技术专家"}
AT_HOME = frozenset({"", "156", "CN", "CHN", "中国", "中华人民共和国"})

_PEOPLE, _PARTS, _CODES = re.compile(r"[；;\n\r]+"), re.compile(r"[，,]"), re.compile(r"[；;，,、\s]+")
_NUMBER = re.compile(r"[\dA-Za-z*-]{5,}")
_NOT_BETWEEN = str.maketrans("（）()【】", "      ")


def adapted(grid: Grid) -> AdaptedGrid | None:
    """Return the sheet in the template's form, None where it is no 102010."""
    head = [[_text(cell) for cell in cells] for _number, cells in islice(grid.rows(), DESCRIBED)]
    columns = _columns(head)
    if len(columns) < ENOUGH or "AUDIT_PLAN_CODE" not in columns or len(head) < DESCRIBED:
        return None
    fields = [field for field in columns if FIELDS[field][0]]
    headings = [f"{FIELDS[field][0]}（{field}）" for field in fields] + [f"原{field}" for field in columns]
    records = [
        (number, _record(columns, fields, cells))
        for number, cells in islice(grid.rows(), DESCRIBED, None)
        if any(_text(cells[place]) for place in columns.values() if place < len(cells))
    ]
    old = "ORG_COUNTRY" in columns or "CERT_NUMBER" in columns
    told = f"审核计划信息表 102010（{len(columns)} 列，{NEW_FROM} {'之前' if old else '起'}的格式）"
    return AdaptedGrid(grid.name, headings, DESCRIBED, records, told)


def _columns(head: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return each field's place: by its name in whatever row has them, else by its meaning."""
    for row in head:
        named = {upper_compact(text): place for place, text in enumerate(row) if text}
        found = {field: named[field] for field in FIELDS if field in named}
        if len(found) >= ENOUGH:
            return found | _by_meaning(head, found, set(found.values()))
    return _by_meaning(head, {}, set()) if any("字段含义" in row for row in map(list, head)) else {}


def _by_meaning(head: Sequence[Sequence[str]], known: Mapping[str, int], taken: set[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in head[:2]:
        for place, text in enumerate(row):
            meaning = folded(text)
            if place in taken or not meaning:
                continue
            for field, (_heading, words) in FIELDS.items():
                if (
                    field not in known
                    and field not in found
                    and meaning.startswith(tuple(map(folded, words)))
                ):
                    found[field] = place
                    taken.add(place)
                    break
    return found


def _record(columns: Mapping[str, int], fields: Sequence[str], cells: Sequence[Cell]) -> list[Cell]:
    raw = {field: cells[place] if place < len(cells) else "" for field, place in columns.items()}
    said: dict[str, Cell] = dict(raw)
    said["AUDIT_ACT_TYPE"] = _stages(_text(raw.get("AUDIT_ACT_TYPE", "")))
    said["AUDIT_INSPECTOR"] = _team(_text(raw.get("AUDIT_INSPECTOR", "")))
    said["AUDIT_INSPECT_ZJ"] = _experts(_text(raw.get("AUDIT_INSPECT_ZJ", "")))
    said["AUTH_PROJ_CODE"] = "；".join(_CODES.split(_text(raw.get("AUTH_PROJ_CODE", ""))))
    country = _text(raw.get("ORG_COUNTRY", ""))
    if upper_compact(country) not in AT_HOME:
        said["ORG_DISTRICT"] = f"{country}、{_text(raw.get('ORG_DISTRICT', ''))}".strip("、")
    return [said[field] for field in fields] + [_text(raw[field]) for field in columns]


def _stages(text: str) -> str:
    return "；".join(STAGES.get(code, code) for code in _CODES.split(text) if code)


def _team(text: str) -> str:
    """Return the template's form of number，name，role，phone; the first one leads where no code says otherwise."""
    made = []
    for place, parts in enumerate(_people(text)):
        role = next((ROLES[part] for part in parts if part in ROLES), ROLES["01" if place == 0 else "02"])
        made.append(f"【{role}】{_person(part for part in parts if part not in ROLES)}")
    return " ".join(made) or text


def _experts(text: str) -> str:
    """Return names with numbers of name，ID type，ID number，phone."""
    return "；".join(_person(parts[:1] + parts[2:] if len(parts) > 2 else parts) for parts in _people(text))


def _people(text: str) -> list[list[str]]:
    if text in EMPTY_WORDS:
        return []
    people = (
        [compact(part) for part in _PARTS.split(one.translate(_NOT_BETWEEN))] for one in _PEOPLE.split(text)
    )
    return [[part for part in parts if part] for parts in people if any(parts)]


def _person(parts: Iterable[str]) -> str:
    parts = list(parts)
    numbers = [part for part in parts if _NUMBER.fullmatch(part)]
    name = next((part for part in parts if part not in numbers), "")
    return f"{name}（{'，'.join(numbers)}）" if numbers else name


def _text(cell: Cell) -> str:
    return text_of(cell).strip()
