"""The rooms' contracts hold, and each of them is shown to bite once."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}
LONGEST_MODULE = 350

# Contract → a forbidden import, written into a new module of a room or to the end of one of the top level.
BITES = {
    "arrows": [
        ("facts/stranger.py", "import tianyi_desk.services"),
        ("importers/stranger.py", "import tianyi_desk.rules.policy"),
        ("models/stranger.py", "import tianyi_desk.importers"),
        ("places/stranger.py", "import tianyi_desk.rules.policy"),
        ("geo/stranger.py", "from tianyi_desk.facts import plan"),
        ("clock.py", "import tianyi_desk.trouble"),
        ("stranger.py", "import json"),
    ],
    "pure": [
        ("rules/stranger.py", "import pathlib"),
        ("rules/stranger.py", "import random"),
        ("rules/stranger.py", "from sqlalchemy import select"),
        ("rules/stranger.py", "from tianyi_desk.clock import now"),
        ("geo/stranger.py", "import os.path"),
    ],
    "facts": [("facts/stranger.py", "import numpy")],
    "sessions": [
        ("importers/stranger.py", "from sqlalchemy.orm import Session"),
        ("cli.py", "import tianyi_desk.models"),
    ],
    "command-line": [("cli.py", "import tianyi_desk.rules.engine")],
    "window": [("services/stranger.py", "from PySide6.QtCore import QObject")],
    "paper": [
        ("reports/stranger.py", "import tianyi_desk.geo.distance"),
        ("reports/stranger.py", "from sqlalchemy import select"),
    ],
    "panels": [
        ("ui/stranger.py", "import tianyi_desk.models.tables"),
        ("ui/stranger.py", "from sqlalchemy import select"),
    ],
}


def lint(folder: Path) -> tuple[int, str]:
    """Run the contracts over the copy in `folder`; return the exit status and what was said, on one line."""
    program = "from importlinter.cli import lint_imports_command as check; check()"
    answer = subprocess.run(
        [sys.executable, "-c", program, "--no-logo", "--no-cache"],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return answer.returncode, " ".join((answer.stdout + answer.stderr).split())


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rooms")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(
        ROOT / "tianyi_desk", folder / "tianyi_desk", ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
    )
    return folder


def test_every_contract_holds(copy: Path) -> None:
    status, said = lint(copy)
    assert status == 0, said
    assert said.count(" KEPT") == len(CONTRACTS)


@pytest.mark.parametrize(
    ("contract", "module", "line"), [(name, *bite) for name, bites in BITES.items() for bite in bites]
)
def test_a_forbidden_import_breaks_its_contract(copy: Path, contract: str, module: str, line: str) -> None:
    path = copy / "tianyi_desk" / module
    before = path.read_bytes() if path.exists() else None
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
        status, said = lint(copy)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    assert status == 1, said
    assert f"{CONTRACTS[contract]['name']} BROKEN" in said


def test_every_contract_is_shown_to_bite() -> None:
    assert BITES.keys() == CONTRACTS.keys()


def test_facts_are_kept_from_every_library_of_the_project() -> None:
    named = {
        re.split(r"[^\w-]", line, maxsplit=1)[0].replace("-", "_").removesuffix("_Essentials")
        for line in PROJECT["project"]["dependencies"]
    }
    assert named <= set(CONTRACTS["facts"]["forbidden_modules"])


@pytest.mark.parametrize(
    "call",
    [
        "import datetime\n\nmoment = datetime.datetime.now()\n",
        "from datetime import datetime\n\nmoment = datetime.utcnow()\n",
        "from datetime import datetime\n\nmoment = datetime.today()\n",
        "from datetime import date\n\nday = date.today()\n",
        "import time\n\nmoment = time.time()\n",
    ],
)
def test_asking_the_machine_for_the_time_is_refused_outside_the_clock(call: str) -> None:
    answer = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--no-cache",
            "--stdin-filename",
            "tianyi_desk/rules/x.py",
            "-",
        ],
        input=call,
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert answer.returncode == 1
    assert "TID251" in answer.stdout


def test_no_module_is_too_long() -> None:
    scenarios = set((ROOT / "installer").glob("samples_20*.py"))  # tables, one line a scenario
    modules = {*(ROOT / "tianyi_desk").rglob("*.py"), *(ROOT / "installer").glob("*.py")} - scenarios
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert lengths
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    silent = [
        path.relative_to(ROOT)
        for path in (ROOT / "tianyi_desk").rglob("*.py")
        if not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []
