"""The rule book that ships, and what is said when a table is broken."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from tianyi_desk.facts.codes import CODES
from tianyi_desk.facts.vocabulary import AuditMode
from tianyi_desk.resources import resource
from tianyi_desk.rules.clauses import clause_text
from tianyi_desk.rules.policy import Policy, RuleBook
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.trouble import DeskError

FIRST, SECOND = "policies/2021-09-15.toml", "policies/2022-12-01.toml"
ON_SITE_AND_MIXED = {AuditMode.ON_SITE, AuditMode.MIXED}

Spoil = Callable[[str, str, str], DeskError]


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rule_book()


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Copy the tables that ship into a folder of the test's own."""
    for part in ("policies", "calendar"):
        shutil.copytree(resource(part), tmp_path / part)
    for name in ("projects.toml", "clauses.toml"):
        shutil.copy(resource(name), tmp_path / name)
    return tmp_path


def loaded_from(folder: Path) -> RuleBook:
    def find(*parts: str) -> Path:
        path = folder.joinpath(*parts)
        if not path.exists():
            raise FileNotFoundError(path)
        return path

    return load_rule_book(find)


@pytest.fixture
def spoilt(tables: Path) -> Spoil:
    """Return a function that replaces a text in a table and gives the trouble that loading then has."""

    def spoil(file: str, old: str, new: str) -> DeskError:
        path = tables / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(DeskError) as trouble:
            loaded_from(tables)
        return trouble.value

    return spoil


def test_two_policies_and_the_half_day_binding_are_in_force_from_their_dates(book: RuleBook) -> None:
    assert [policy.effective for policy in book.policies] == [date(2021, 9, 15), date(2022, 12, 1)]
    assert book.half_day_binding_from == date(2022, 1, 5)
    assert book.policy_on(date(2021, 9, 14)) is None
    assert book.policy_on(date(2021, 9, 15)) is book.policies[0]
    assert book.policy_on(date(2022, 11, 30)) is book.policies[0]
    assert book.policy_on(date(2022, 12, 1)) is book.policies[1]


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(
    ("figure", "value", "clause"),
    [
        ("opening_late_house_minutes", 30, "N6.1(1)"),
        ("opening_late_regulator_minutes", 120, "F3"),
        ("closing_late_minutes", 120, "N6.1(2), F3"),
        ("closing_meeting_minutes", 60, ""),
        ("min_stay_minutes", 60, "M2.5"),
        ("deviation_m", 5000, "M5.9(2)"),
        ("adjust_radius_m", 2000, "M2.3, M5.6"),
        ("meeting_photos_min", 1, "M2.7"),
        ("meeting_photos_max", 3, "M2.7"),
        ("other_photos_max", 9, "M2.7"),
        ("borderline_m", 2000, ""),
        ("identical_decimals", 6, ""),
        ("on_point_m", 1, ""),
        ("impossible_kmh_same_day", 300, ""),
        ("impossible_kmh_across_days", 900, ""),
        ("datum_doubt_m", 1500, "F9"),
        ("photo_hash_distance", 4, ""),
    ],
)
def test_every_number_is_the_rule_books(
    book: RuleBook, place: int, figure: str, value: int, clause: str
) -> None:
    policy = book.policies[place]
    assert getattr(policy, figure) == value
    assert policy.figures[figure].value == value
    assert policy.figures[figure].clause == clause


def test_explanations_have_a_deadline_of_five_working_days_from_december_2022(book: RuleBook) -> None:
    first, second = book.policies
    assert (first.explanation_working_days, first.remote_statement_working_days) == (None, None)
    assert (second.explanation_working_days, second.remote_statement_working_days) == (5, 5)
    assert second.figures["explanation_working_days"].clause == "F4"
    assert second.figures["remote_statement_working_days"].clause == "F5"


def test_every_number_has_a_name_a_unit_and_a_source(book: RuleBook) -> None:
    numbers = {field.name for field in fields(Policy)} - {
        "effective", "title", "source", "official", "house", "figures"
    }  # fmt: skip
    for policy in book.policies:
        assert set(policy.figures) == numbers
        for figure in policy.figures.values():
            assert figure.name
            assert figure.unit
            assert figure.source


def test_who_must_sign_on_the_mini_program_is_the_rule_books_table(book: RuleBook) -> None:
    first, second = book.policies
    assert first.official.fields == {"QMS", "EC", "EMS", "OHSMS"}
    assert first.house.fields == {"QMS", "EMS", "OHSMS", "EC", "ISMS", "ITSMS", "服务认证"}
    assert first.official.modes == first.house.modes == ON_SITE_AND_MIXED
    assert not first.official.every_management_system
    assert not first.house.every_management_system
    assert second.official.fields == frozenset()
    assert second.house.fields == {"服务认证"}
    assert second.official.modes == second.house.modes == set(AuditMode)
    assert second.official.every_management_system
    assert second.house.every_management_system


@pytest.mark.parametrize("code", CODES, ids=lambda code: str(code.code))
def test_the_clause_of_every_code_resolves_to_its_sentences(book: RuleBook, code: object) -> None:
    clause = getattr(code, "clause", "")
    assert bool(clause_text(book.clauses, clause)) is bool(clause)


def test_every_clause_that_a_policy_cites_resolves(book: RuleBook) -> None:
    for policy in book.policies:
        for clause in (policy.official.clause, policy.house.clause):
            assert clause_text(book.clauses, clause)
        for figure in policy.figures.values():
            assert bool(clause_text(book.clauses, figure.clause)) is bool(figure.clause)


def test_all_facts_of_the_regulator_can_be_quoted(book: RuleBook) -> None:
    for number in range(1, 14):
        assert "（据：" in book.clauses[f"F{number}"]


def test_loading_needs_neither_numpy_nor_holidays() -> None:
    script = (
        "import sys; from tianyi_desk.services.policies import load_rule_book; load_rule_book();"
        "print([name for name in ('numpy', 'holidays', 'geographiclib', 'sqlalchemy') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_table_saved_with_a_byte_order_mark_and_windows_line_ends_is_read(tables: Path) -> None:
    path = tables / FIRST
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert loaded_from(tables).policies == load_rule_book().policies


def test_a_changed_number_is_taken(tables: Path) -> None:
    path = tables / FIRST
    path.write_text(
        path.read_text(encoding="utf-8").replace("value = 5000", "value = 3000"), encoding="utf-8"
    )
    assert loaded_from(tables).policies[0].deviation_m == 3000


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        (FIRST, "value = 5000", 'value = "五千"', "figures.deviation_m.value"),
        (FIRST, "value = 5000", "value = -1", "figures.deviation_m.value"),
        (FIRST, "value = 5000", "value = true", "figures.deviation_m.value"),
        (FIRST, "value = 5000", 'value = "无"', "figures.deviation_m.value"),
        (FIRST, "value = 5000", "", "figures.deviation_m.value"),
        (FIRST, "value = 5000", "value = 5e3", "figures.deviation_m.value"),
        (FIRST, "[figures.deviation_m]", "[figures.devation_m]", "figures.devation_m"),
        (FIRST, "[figures.datum_doubt_m]", "[elsewhere]", "elsewhere"),
        (FIRST, 'clause = "M2.5"', 'clause = "M9.9"', "figures.min_stay_minutes.clause"),
        (FIRST, "value = 3\n", "value = 0\n", "figures.meeting_photos_max.value"),
        (FIRST, "effective = 2021-09-15", "effective = 2021-09-16", "effective"),
        (FIRST, "effective = 2021-09-15", "effective = 2021-09-15T00:00:00", "effective"),
        (FIRST, '"EMS", "OHSMS"]', '"EMSS", "OHSMS"]', "official.fields"),
        (FIRST, '"现场+远程"]', '"混合"]', "official.modes"),
        (SECOND, "every_management_system = true", "every_management_system = 1", "every_management_system"),
        (SECOND, "[house]", "[home]", "home"),
        ("policies/binding.toml", "from = 2022-01-05", 'from = "2022-01-05"', "half_day.from"),
        ("projects.toml", "management = true", "managment = true", "fields 第1段 managment"),
        ("projects.toml", '"A0101"', '"A101"', "fields 第1段 codes"),
        ("projects.toml", '"ISO14001"', '"ISO9001"', "aliases"),
        ("projects.toml", 'name = "EC"', 'name = "QMS"', "fields 第2段 name"),
        ("calendar/2026.toml", "year = 2026", "year = 2025", "year"),
        ("calendar/2026.toml", "to = 2026-02-23", "to = 2026-02-03", "holidays 第2段 to"),
        ("calendar/2026.toml", "2026-02-14", "2026-02-13", "worked"),
        ("clauses.toml", 'N3 = "', 'N3 = 3 # "', "N3"),
    ],
)
def test_a_broken_table_is_named_with_its_key(
    spoilt: Spoil, file: str, old: str, new: str, named: str
) -> None:
    trouble = spoilt(file, old, new)
    assert f"resources/{file}" in trouble.happened
    assert named in trouble.happened
    assert trouble.safe
    assert trouble.to_do


def test_a_slip_of_the_pen_is_named_with_its_line(spoilt: Spoil) -> None:
    assert "第 10 行" in spoilt(FIRST, "source = ", "source： ").happened


def test_an_unfinished_table_is_named(spoilt: Spoil) -> None:
    assert "resources/clauses.toml" in spoilt("clauses.toml", 'M2.6" = """', "M2.6\" = '''").happened


def test_a_table_in_another_encoding_is_named(tables: Path) -> None:
    (tables / "projects.toml").write_bytes('[[fields]]\nname = "质量"'.encode("gb18030"))
    with pytest.raises(DeskError, match=r"resources/projects\.toml.*UTF-8"):
        loaded_from(tables)


@pytest.mark.parametrize(
    "missing", ["projects.toml", "clauses.toml", "policies/binding.toml", "policies", "calendar"]
)
def test_a_missing_table_is_named(tables: Path, missing: str) -> None:
    path = tables / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(DeskError, match=f"resources/{missing}"):
        loaded_from(tables)


def test_a_folder_without_a_policy_is_named(tables: Path) -> None:
    for path in (tables / "policies").glob("20*.toml"):
        path.unlink()
    with pytest.raises(DeskError, match="resources/policies"):
        loaded_from(tables)


def test_a_table_that_is_a_folder_is_named(tables: Path) -> None:
    (tables / "clauses.toml").unlink()
    (tables / "clauses.toml").mkdir()
    with pytest.raises(DeskError, match=r"resources/clauses\.toml"):
        loaded_from(tables)
