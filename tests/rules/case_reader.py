"""Read the rule cases: each TOML table becomes the facts to judge and what must, and must not, come out."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.rules import case_facts as facts
from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Disposition, Event

CASES = Path(__file__).parent / "cases"
NOW = "2023-03-10 09:00"  # two days after the default plan's end, before the explanation is due
FIRST = "R1"
CASE_KEYS = {
    "名称", "时刻", "参数", "名册", "计划", "无计划记录", "处置", "期望", "不应", "不论",
    "状态", "渠道", "政策", "绑定", "期限", "距离", "照片未复核",
}  # fmt: skip
FILE_KEYS = {"共用", "样板", "例"}
EXPECTATION_KEYS = {"计划", "代码", "对象", "种类", "证据", "证据含", "预期", "处置"}
DECISION_KEYS = {"计划", "代码", "对象", "结论", "当时证据"}
VERDICT_KEYS = ("状态", "渠道", "政策", "绑定", "期限", "距离", "照片未复核")

Key = tuple[str, str, str]
"""(plan, code, subject): what findings are told apart by."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A finding that must come out; fields that a case does not state are None and not compared."""

    key: Key
    kind: str | None
    evidence: Mapping[str, Any]
    mentions: str | None
    expected: bool | None
    disposition: Disposition | None


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """What a person decided before; `then` are evidence values that stood there at that time and differ now."""

    key: Key
    disposition: Disposition
    then: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One case: facts, moment, changed parameters, and everything that the judgement is compared with.

    The findings must be exactly `expectations`, codes in `ignored` left aside; `absent` names what the case is
    there to see not raised. `verdicts` maps plan → column → value as the case writes it.
    """

    file: str
    name: str
    ledger: Ledger
    as_of: datetime
    parameters: Mapping[str, int | None]
    decided: tuple[DecisionMade, ...]
    expectations: tuple[Expectation, ...]
    absent: frozenset[str]
    ignored: frozenset[str]
    verdicts: Mapping[str, Mapping[str, Any]]

    def __str__(self) -> str:
        """Name the case as test reports show it."""
        return f"{self.file}·{self.name}"


def read_cases(folder: Path = CASES) -> list[Case]:
    """Read every case of a folder, in the order of file names and of the files."""
    return [case for path in sorted(folder.glob("*.toml")) for case in read_file(path)]


def read_file(path: Path) -> Iterator[Case]:
    """Read the cases of one file; ValueError names the case that cannot be understood."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    facts.check_keys(tables, FILE_KEYS)
    for entry in tables["例"]:
        try:
            yield _case(path.stem, entry, tables.get("共用", {}), tables.get("样板", {}))
        except (KeyError, TypeError, ValueError) as reason:
            raise ValueError(f"{path.name}：{entry.get('名称', '（无名称）')}：{reason!r}") from reason


def _case(file: str, entry: Mapping[str, Any], shared: Mapping[str, Any], samples: Mapping[str, Any]) -> Case:
    facts.check_keys(entry, CASE_KEYS)
    facts.check_keys(shared, CASE_KEYS)
    case = {key: value for key, value in shared.items() if key != "计划"} | dict(entry)
    plans = case.get("计划", {})
    dossiers = tuple(
        facts.dossier(_filled(plan, shared.get("计划", {}), samples), f"R{place}")
        for place, plan in enumerate(plans if isinstance(plans, list) else [plans], start=1)
    )
    ledger = Ledger(
        dossiers=dossiers,
        roster=tuple(map(facts.roster_entry, case["名册"])) if "名册" in case else None,
        loose=tuple(_loose(each) for each in case.get("无计划记录", [])),
    )
    return Case(
        file=file,
        name=case["名称"],
        ledger=ledger,
        as_of=datetime.fromisoformat(case.get("时刻", NOW)),
        parameters={name: plain(value) for name, value in case.get("参数", {}).items()},
        decided=tuple(_decided(each) for each in case.get("处置", [])),
        expectations=tuple(_expectation(each) for each in case.get("期望", [])),
        absent=frozenset(_known(code) for code in case.get("不应", [])),
        ignored=frozenset(_known(code) for code in case.get("不论", [])),
        verdicts=_verdicts(case, [each.plan.number for each in dossiers]),
    )


def _filled(plan: Mapping[str, Any], shared: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Any]:
    own = dict(plan)
    sample = samples[own.pop("样板")] if "样板" in own else {}
    return {**shared, **sample, **own}


def _loose(entry: Mapping[str, Any]) -> CheckIn:
    fields = dict(entry)
    event = Event(fields.pop("类型", Event.OPENING.value))
    return facts.check_in({"渠道": "钉钉"} | fields, event, datetime.fromisoformat(fields["时间"]), None)


def _key(text: str) -> Key:
    """Read `H02 签到` or `R2: H02 签到`; without a plan it is the first one's."""
    plan, _, rest = text.rpartition(": ")
    code, _, subject = rest.partition(" ")
    return plan or FIRST, _known(code), subject


def _table_key(entry: Mapping[str, Any]) -> Key:
    return entry.get("计划", FIRST), _known(entry["代码"]), entry.get("对象", "")


def _expectation(entry: str | Mapping[str, Any]) -> Expectation:
    if isinstance(entry, str):
        return Expectation(_key(entry), None, {}, None, None, None)
    facts.check_keys(entry, EXPECTATION_KEYS)
    return Expectation(
        key=_table_key(entry),
        kind=entry.get("种类"),
        evidence={name: plain(value) for name, value in entry.get("证据", {}).items()},
        mentions=entry.get("证据含"),
        expected=facts.YES_NO[entry["预期"]] if "预期" in entry else None,
        disposition=Disposition(entry["处置"]) if "处置" in entry else None,
    )


def _decided(entry: Mapping[str, Any]) -> DecisionMade:
    facts.check_keys(entry, DECISION_KEYS)
    then = {name: plain(value) for name, value in entry.get("当时证据", {}).items()}
    return DecisionMade(_table_key(entry), Disposition(entry["结论"]), then)


def _known(code: str) -> str:
    if code not in CODE:
        raise ValueError(f"规则书没有代码 {code}")
    return code


def _verdicts(case: Mapping[str, Any], numbers: list[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {number: {} for number in numbers}
    for column in VERDICT_KEYS:
        if column not in case:
            continue
        value = case[column]
        by_plan = value if isinstance(value, dict) and set(value) <= set(numbers) else {FIRST: value}
        for number, one in by_plan.items():
            found[number][column] = plain(one)
    return found


def plain(value: Any) -> Any:
    """Turn what TOML gave into what is compared: 无 means nothing, decimals are floats, moments stay text."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    return None if value == "无" else value


def read_date(text: str | None) -> date | None:
    """Read a date of a case, None for 无."""
    return None if text is None else date.fromisoformat(text)
