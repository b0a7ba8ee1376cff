"""What a check loads: nothing that only papers, pictures, the window or a server need."""

import json
import subprocess
import sys
from pathlib import Path

from tests.test_cli import ROOT, plan, workbook

PROGRAM = """
import json, sys
from tianyi_desk.cli import main
status = main(["check", sys.argv[1], "--as-of", "2021-10-30T09:00", "--json", sys.argv[2]])
print(json.dumps([status, sorted(sys.modules)]))
"""
LIBRARIES = {
    *("PIL", "PySide6", "alembic", "holidays", "numpy", "openpyxl", "pi_heif", "platformdirs"),
    *("pypdfium2", "pyqtgraph", "reportlab", "sqlalchemy.dialects.postgresql"),
}
ROOMS = ("app", "photos", "places", "reports", "ui")
SERVICES = ("desk", "deviations", "plan_listing", "plan_page", "reporting")


def test_a_check_to_json_loads_nothing_that_only_papers_pictures_or_the_window_need(tmp_path: Path) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"), plan("R2"))
    command = [sys.executable, "-c", PROGRAM, str(file), str(tmp_path / "结果.json")]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    status, names = json.loads(answer.stdout)

    loaded = set(names)
    assert status == 0
    assert loaded & LIBRARIES == set()
    assert loaded & {f"tianyi_desk.services.{name}" for name in SERVICES} == set()
    assert [name for name in names if name.startswith(tuple(f"tianyi_desk.{room}" for room in ROOMS))] == []
    assert len(json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))["plans"]) == 2
