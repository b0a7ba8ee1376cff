"""What is no database is told before the database's libraries are loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.first_look import require_database
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.trouble import DeskError


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("计划.xlsx", "这是表格文件，不是数据库"),
        ("信.txt", "这个文件不是数据库，或已损坏"),
        (".", "数据库打不开"),
    ],
)
def test_a_sheet_a_letter_and_a_folder_are_refused(tmp_path: Path, name: str, begins: str) -> None:
    path = tmp_path / name
    if not path.exists():
        path.write_bytes(b"PK\x03\x04" * 40)
    with pytest.raises(DeskError) as caught:
        require_database(path)
    assert caught.value.happened.startswith(begins)
    assert str(path) in caught.value.happened


def test_a_desk_an_empty_file_a_new_path_and_an_address_pass(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk.db", load_rule_book()):
        require_database(tmp_path / "desk.db")
    (tmp_path / "empty.db").touch()
    require_database(tmp_path / "empty.db")
    require_database(tmp_path / "new" / "desk.db")
    require_database("postgresql://somebody@somewhere/desk")


def test_nothing_heavy_is_loaded_for_it() -> None:
    words = "import sys, tianyi_desk.services.first_look; print('sqlalchemy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "False"
