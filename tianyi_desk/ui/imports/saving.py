"""Save what the import hands out: refused rows to be mended, templates to be filled."""

from collections.abc import Callable
from pathlib import Path

from tianyi_desk.services.importing import Preview
from tianyi_desk.services.piles import Candidate, Unclaimed
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.exporting import ask_for_place, save_as
from tianyi_desk.ui.imports.template_dialog import TemplateDialog
from tianyi_desk.ui.panel import Panel
from tianyi_desk.ui.runner import Lane


def export_refused(panel: Panel, shown: Preview) -> None:
    """Write the refused rows of an import as they were, the wrong cells coloured."""
    from tianyi_desk.services.mending import export_to_mend  # noqa: PLC0415 - Excel only where it is asked for

    around = panel.around
    save_as(
        panel,
        f"拒绝的行 {around.now():%Y-%m-%d}（改正后可再导入）",
        lambda path: export_to_mend(around.desk.database, path, shown, around.now()),
    )


def keep_claim(
    panel: Panel,
    unclaimed: Unclaimed,
    chosen: Candidate,
    done: Callable[[], None],
    failed: Callable[[DeskError], None],
) -> None:
    """Keep which plan check-ins mean, then call `done`."""
    from tianyi_desk.services.claims import save_claim  # noqa: PLC0415 - with the first claim

    around = panel.around
    around.runner.start(
        save_claim(around.desk.database, around.actor(), unclaimed, chosen),
        lambda _kept: done(),
        lane=Lane.WRITE,
        failed=failed,
    )


def save_template_as(panel: Panel) -> None:
    """Ask what goes into the template and where it shall lie, and write it."""
    from tianyi_desk.services.templates import NAME, Wanted, save_template  # noqa: PLC0415 - Excel only where asked for

    dialog = TemplateDialog(panel)
    if not dialog.exec():
        return
    around = panel.around
    wanted = Wanted(dialog.roster.isChecked(), dialog.numbers.isChecked())
    folder = Path(around.remembered.text("export-folder", str(Path.home())))
    path = ask_for_place(panel, folder / f"{NAME}.xlsx")
    if path is None:
        return
    around.remembered.keep("export-folder", str(path.parent))
    around.runner.start(
        save_template(around.desk.database, around.actor(), path, wanted),
        lambda people: panel.told.emit(f"已存模板{f'（名册 {people:,} 人）' if people else ''}：{path}"),
        lane=Lane.WRITE if wanted.numbers else Lane.READ,
        title="正在写入模板",
    )
