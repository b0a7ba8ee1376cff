"""Open a table file of whatever form: its sheets, or the complaint why it has none."""

from pathlib import Path

from tianyi_desk.importers.foreign import in_template_form
from tianyi_desk.importers.grids import Opened
from tianyi_desk.importers.refusals import Refusal, refuse
from tianyi_desk.importers.sniff import Form, sniff


def open_table(path: Path, file: str) -> Opened:
    """Return the sheets of a file, named `file` in complaints; what lies on no disk any more is a complaint, too."""
    sniffed = sniff(path)
    if sniffed.refusal is Refusal.JSON:
        from tianyi_desk.importers.dingtalk import open_json  # noqa: PLC0415 - not for a sheet

        return open_json(path, file)
    if sniffed.form is None:
        return Opened(complaint=refuse(sniffed.refusal or Refusal.UNKNOWN, file, found=sniffed.found))
    try:
        if sniffed.form is Form.CSV:
            from tianyi_desk.importers.delimited import open_delimited  # noqa: PLC0415 - not for a workbook

            return in_template_form(open_delimited(path, file))
        from tianyi_desk.importers.workbooks import open_workbook  # noqa: PLC0415 - not for text

        return in_template_form(open_workbook(path, sniffed.form, file))
    except OSError as error:
        found = error.strerror or type(error).__name__
        return Opened(complaint=refuse(Refusal.UNREADABLE, file, found=found))
