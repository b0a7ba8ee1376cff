"""Keep a database at the schema this program was written for."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from tianyi_desk.models import faults
from tianyi_desk.models.database import Database

REVISION = "0009"
"""The newest migration; a database that says so needs no Alembic (which takes a third of a second to load)."""

MIGRATIONS = Path(__file__).with_name("migrations")


def bring_up_to_date(database: Database) -> None:
    """Migrate a database to the newest schema, an empty one from nothing.

    Raises DeskError where it belongs to another program or was written by a newer version of this one.
    """
    with database.reading() as session:
        if _revision(session.connection(), database.where) == REVISION:
            return
    with database.writing() as session:
        _migrate(session.connection(), database.where)


def _revision(connection: Connection, where: str) -> str | None:
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if "alembic_version" not in names or "plan" not in names:
        raise faults.fault(faults.NOT_OURS, where)
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection, where: str) -> None:
    from alembic.command import upgrade  # noqa: PLC0415 - loaded only where something is to be migrated
    from alembic.config import Config  # noqa: PLC0415 - as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    present = _revision(connection, where)  # again, now that nobody else can write
    if present is not None and present not in known:
        raise faults.fault(faults.NEWER, where)
    upgrade(config, "head")
