"""Load the rule book: policies, binding regimes, projects, calendar and clauses, from the tables that ship."""

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from tianyi_desk.facts.projects import Field, ProjectTable, folded_project
from tianyi_desk.facts.vocabulary import AuditMode
from tianyi_desk.resources import resource
from tianyi_desk.rules.clauses import cited_numbers
from tianyi_desk.rules.policy import Figure, MustSignTable, Policy, RuleBook
from tianyi_desk.services.resource_tables import Finder, ResourceTable, read_table, table_names
from tianyi_desk.services.working_days import load_calendar

NONE_WORD = "无"
"""How a policy file writes that there is no such limit."""

_BINDING = "binding.toml"
_OTHER_KEYS = ("effective", "title", "source", "official", "house", "figures")
_FIGURES = tuple(field.name for field in fields(Policy) if field.name not in _OTHER_KEYS)
_MAY_BE_NONE = frozenset({"explanation_working_days", "remote_statement_working_days"})
_CODE = re.compile(r"[A-Z]\d{2}(\d{2})?")
_GROUP = re.compile(r"[A-Z](\d{2}){0,2}")


def load_rule_book(find: Finder = resource) -> RuleBook:
    """Read every table under resources/ that judging needs; policies are sorted by date.

    Raises DeskError naming the file and the key where a table is missing or broken.
    """
    clauses = _clauses(read_table(find, "clauses.toml"))
    projects, areas = _projects(read_table(find, "projects.toml"))
    names = table_names(find, "policies", other_than=_BINDING)
    policies = [_policy(read_table(find, "policies", name), name, areas, clauses) for name in names]
    binding = read_table(find, "policies", _BINDING)
    for regime in ("shared_day", "half_day"):
        _clause(binding.table(regime), clauses)
    return RuleBook(
        policies=tuple(sorted(policies, key=lambda policy: policy.effective)),
        half_day_binding_from=binding.table("half_day").day("from"),
        projects=projects,
        calendar=load_calendar(find),
        clauses=clauses,
    )


def _policy(table: ResourceTable, name: str, areas: frozenset[str], clauses: dict[str, str]) -> Policy:
    effective = table.day("effective")
    if name != f"{effective.isoformat()}.toml":
        raise table.fault("effective", f"与文件名 {name} 相同的日期")
    table.expect_only(*_OTHER_KEYS)
    figures = _figures(table.table("figures"), clauses)
    numbers: dict[str, Any] = {key: figure.value for key, figure in figures.items()}
    policy = Policy(
        effective=effective,
        title=table.text("title"),
        source=table.text("source"),
        official=_must_sign(table.table("official"), areas, clauses),
        house=_must_sign(table.table("house"), areas, clauses),
        figures=figures,
        **numbers,
    )
    if policy.meeting_photos_min > policy.meeting_photos_max:
        most = table.table("figures").table("meeting_photos_max")
        raise most.fault("value", "不小于 meeting_photos_min 的张数")
    return policy


def _figures(table: ResourceTable, clauses: dict[str, str]) -> dict[str, Figure]:
    """Read the figures, one for each number of `Policy` and no other, so that a misspelt one is noticed."""
    table.expect_only(*_FIGURES)
    return {key: _figure(table.table(key), clauses, may_be_none=key in _MAY_BE_NONE) for key in _FIGURES}


def _figure(table: ResourceTable, clauses: dict[str, str], *, may_be_none: bool) -> Figure:
    table.expect_only("name", "value", "unit", "clause", "source")
    none = may_be_none and table.entries.get("value") == NONE_WORD
    return Figure(
        value=None if none else table.whole("value"),
        clause=_clause(table, clauses),
        source=table.text("source"),
        name=table.text("name"),
        unit=table.text("unit"),
    )


def _must_sign(table: ResourceTable, areas: frozenset[str], clauses: dict[str, str]) -> MustSignTable:
    table.expect_only("fields", "modes", "every_management_system", "clause")
    named = table.texts("fields")
    if unknown := [name for name in named if name not in areas]:
        raise table.fault("fields", f" projects.toml 中的领域（没有 {'、'.join(unknown)}）")
    modes = table.texts("modes")
    if not modes or not set(modes) <= {mode.value for mode in AuditMode}:
        raise table.fault("modes", f"审核方式 {'、'.join(AuditMode)}")
    return MustSignTable(
        fields=frozenset(named),
        modes=frozenset(AuditMode(mode) for mode in modes),
        every_management_system=table.flag("every_management_system"),
        clause=_clause(table, clauses),
    )


def _clause(table: ResourceTable, clauses: dict[str, str]) -> str:
    """Read a citation whose clauses all stand in clauses.toml, "" for our own choices."""
    clause = table.text_or_empty("clause")
    try:
        cited_numbers(clauses, clause)
    except KeyError as unknown:
        raise table.fault("clause", f" clauses.toml 中的条款（没有 {unknown.args[0]}）") from unknown
    return clause


def _clauses(table: ResourceTable) -> dict[str, str]:
    return {number: table.text(number) for number in table.entries}


def _projects(table: ResourceTable) -> tuple[ProjectTable, frozenset[str]]:
    """Read the project table and the names of its fields; what two fields claim is a fault."""
    projects = ProjectTable({}, {}, {}, {})
    for entry in table.tables("fields"):
        area = _area(entry)
        if area.name in (other.name for other in projects.names.values()):
            raise entry.fault("name", "没有重复的领域名称")
        aliases = [folded_project(alias) for alias in entry.texts("aliases", optional=True)]
        _claim(entry, "aliases", (folded_project(area.name), *aliases), area, projects.names)
        _claim(entry, "codes", _codes(entry, "codes", _CODE), area, projects.codes)
        _claim(entry, "groups", _codes(entry, "groups", _GROUP), area, projects.groups)
        _claim(entry, "endings", entry.texts("endings", optional=True), area, projects.endings)
    return projects, frozenset(area.name for area in projects.names.values())


def _area(entry: ResourceTable) -> Field:
    entry.expect_only(*(field.name for field in fields(Field)), "aliases", "codes", "groups", "endings")
    return Field(
        name=entry.text("name"),
        management=entry.flag("management"),
        level1=entry.text("level1"),
        level2=entry.text("level2"),
        military=entry.flag("military", optional=True),
        food=entry.flag("food", optional=True),
    )


def _codes(entry: ResourceTable, key: str, shape: re.Pattern[str]) -> tuple[str, ...]:
    codes = entry.texts(key, optional=True)
    if not all(shape.fullmatch(code) for code in codes):
        raise entry.fault(key, "认证项目代码（如 A01、A0101）")
    return codes


def _claim(entry: ResourceTable, key: str, ways: Iterable[str], area: Field, taken: dict[str, Field]) -> None:
    """Give the ways of naming a field to it, unless another field has one already."""
    for way in ways:
        owner = taken.setdefault(way, area)
        if owner != area:
            raise entry.fault(key, f"只属于一个领域的写法（“{way}”已属于 {owner.name}）")
