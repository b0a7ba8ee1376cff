"""Ask where an Excel file shall go, and write it in the background."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from tianyi_desk.progress import Job
from tianyi_desk.ui.panel import Panel

WORKBOOK = "Excel 工作簿"
NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


def save_as(panel: Panel, name: str, write: Callable[[Path], Job[int]]) -> None:
    """Ask for a place, suggesting a name, and write what `write` makes; the panel tells where it went."""
    remembered = panel.around.remembered
    folder = Path(remembered.text("export-folder", str(Path.home())))
    path = ask_for_place(panel, folder / f"{name.translate(NOT_IN_NAMES)}.xlsx")
    if path is None:
        return
    remembered.keep("export-folder", str(path.parent))
    write_to(panel, path, write)


def ask_for_place(panel: Panel, suggested: Path, kind: str = WORKBOOK) -> Path | None:
    """Ask where a file shall go, None where nobody wants it any more; its ending is the suggested one.

    The dialog itself adds a missing ending, so that it asks before it replaces the file really written.
    """
    ending = suggested.suffix.removeprefix(".")
    dialog = QFileDialog(panel, f"存为 {kind}", str(suggested.parent), f"{kind} (*.{ending})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    if not chosen:
        return None
    path = Path(chosen[0])
    return path if path.suffix.lower() == suggested.suffix else path.with_name(path.name + suggested.suffix)


def write_to(panel: Panel, path: Path, write: Callable[[Path], Job[int]]) -> None:
    """Write a file in the background; stopped or failed it leaves what was there."""
    panel.around.runner.start(
        write(path),
        lambda rows: panel.told.emit(f"已导出 {rows:,} 行：{path}"),
        title="正在导出",
        stopped=lambda: panel.told.emit("已停止导出，没有写出文件"),
    )
