"""A workbook that is really locked: AES, as Excel 2010 and later write it (invented rows, password 审核2021)."""

from pathlib import Path

from tianyi_desk.importers.reading import read_files
from tianyi_desk.progress import finish

LOCKED = Path(__file__).with_name("encrypted.xlsx")


def test_a_really_encrypted_workbook_is_refused_in_one_clear_sentence() -> None:
    intake = finish(read_files([LOCKED]))

    (complaint,) = intake.complaints
    assert intake.drafts == ()
    assert complaint.file.endswith("encrypted.xlsx")
    assert complaint.message.startswith("工作簿设了打开密码")
    assert "取消密码并保存后再导入" in complaint.message
