"""Draft a person from one row of 审核组名册."""

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.importers.folding import compact, upper_compact
from tianyi_desk.importers.names import tidy_name
from tianyi_desk.importers.rows import Row

_STATES = {
    "已离职": "离职", "离职人员": "离职", "辞职": "离职", "已辞职": "离职", "已停用": "停用", "禁用": "停用", "已禁用": "停用",
}  # fmt: skip


def draft_person(row: Row) -> tuple[RosterEntry, ...]:
    """Return the person of a row; nothing where the row has faults."""
    name = tidy_name(row.needed("name", "姓名"))
    id_number = upper_compact(row.whole_number("id_number", "id_number")).lstrip("'")
    ccaa_number = upper_compact(row.whole_number("ccaa_number", "ccaa_number")).lstrip("'")
    phone = row.phone("phone")
    if row.faults:
        return ()
    state = compact(row.words("state"))
    return (
        RosterEntry(
            name,
            id_number,
            ccaa_number,
            phone,
            row.words("department"),
            row.words("qualification"),
            _STATES.get(state, state),
            row.source,
        ),
    )
