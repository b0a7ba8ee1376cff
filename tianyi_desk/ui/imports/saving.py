"""Save what the import hands out: refused rows to be mended, templates to be filled."""

from tianyi_desk.services.importing import Preview
from tianyi_desk.ui.exporting import save_as
from tianyi_desk.ui.panel import Panel


def export_refused(panel: Panel, shown: Preview) -> None:
    """Write the refused rows of an import as they were, the wrong cells coloured."""
    from tianyi_desk.services.mending import export_to_mend  # noqa: PLC0415 - Excel only where it is asked for

    around = panel.around
    save_as(
        panel,
        f"拒绝的行 {around.now():%Y-%m-%d}（改正后可再导入）",
        lambda path: export_to_mend(around.desk.database, path, shown, around.now()),
    )
