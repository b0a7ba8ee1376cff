"""Save what the import hands out: refused rows to be mended, templates to be filled."""

from collections.abc import Callable

from tianyi_desk.services.importing import Preview
from tianyi_desk.services.piles import Candidate, Unclaimed
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.exporting import save_as
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
