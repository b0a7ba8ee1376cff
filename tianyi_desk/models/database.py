"""Open the database: a kept one migrated to the newest schema, or a throw-away one in memory."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from tianyi_desk.models import faults, tables
from tianyi_desk.models.watching import Watch, newest_change
from tianyi_desk.trouble import DeskError

BUSY_SECONDS = 10.0
PRAGMAS_ALWAYS = ("PRAGMA foreign_keys = ON", "PRAGMA cache_size = -65536", "PRAGMA temp_store = MEMORY")
PRAGMAS_KEPT = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
PRAGMAS_THROW_AWAY = ("PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF")


class Database:
    """One database and how to talk to it.

    `kept_files` is the folder beside the database where imported files are kept, None where nothing is kept
    (a throw-away database, or one on a server).
    """

    def __init__(self, engine: Engine, where: str, kept_files: Path | None) -> None:
        self.engine = engine
        self.where = where
        self.kept_files = kept_files
        self._writer = engine.execution_options(begin="BEGIN IMMEDIATE")
        self._watch: Watch | None = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that sees one moment of the database; nothing it does is saved.

        Raises DeskError where the environment is at fault.
        """
        with faults.told(self.where), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session that is alone in writing and saves everything at the end, or nothing at all.

        Whatever leaves the block early (an error, a closed job) rolls everything back. Raises DeskError where
        another program holds the database, the disk is full, or the file may not be written.
        """
        watch = self._watch
        with faults.told(self.where), watch.own.during() if watch else nullcontext():
            with Session(self._writer) as session:
                session.connection()  # takes the write lock now, so that what is read here stays true
                before = newest_change(session) if watch else 0
                yield session
                after = newest_change(session) if watch else 0
                session.commit()
            if watch is not None:
                watch.own.note(range(before + 1, after + 1))

    def watched(self) -> Watch | None:
        """Begin to watch for what others commit; None where nobody else can, or where no SQLite file tells of it."""
        if self.engine.dialect.name == "sqlite" and self.kept_files is not None:
            self._watch = Watch(self.engine)
        return self._watch

    def close(self) -> None:
        """Let go of the database's files."""
        if self._watch is not None:
            self._watch.close()
        self.engine.dispose()


def throw_away_database() -> Database:
    """Make an empty database in memory, for the command line's `check` and for tests; nothing of it is kept."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    _speak_sqlite(engine, PRAGMAS_ALWAYS + PRAGMAS_THROW_AWAY)
    tables.metadata.create_all(engine)
    return Database(engine, "内存", None)


def in_memory_copy(database: Database) -> Database:
    """Copy a SQLite database as it stands into memory, where it can be tried on; raises DeskError for a server."""
    if database.engine.dialect.name != "sqlite":
        raise DeskError(
            "服务器上的数据库不能另取时刻判定。",
            "数据库没有改动。",
            "请去掉 --as-of，按已保存的判定结果出报告。",
        )
    copy = throw_away_database()
    with faults.told(database.where), database.engine.connect() as source, copy.engine.connect() as target:
        kept: Any = source.connection.driver_connection
        kept.backup(target.connection.driver_connection)
    return copy


def open_database(where: str | Path) -> Database:
    """Open the database at a path or SQLAlchemy URL, making it where there is none, at the newest schema.

    Raises DeskError where it is not a database of this program, was written by a newer version, is locked,
    read-only or out of reach.
    """
    text = str(where)
    with faults.reachable(text), faults.told(text):
        url = make_url(text) if "://" in text else URL.create("sqlite", database=text)
        if url.get_backend_name() != "sqlite":
            return _on_a_server(url)
        if url.database in {None, "", ":memory:"}:
            return throw_away_database()
        return _in_a_file(url, Path(str(url.database)))


def _in_a_file(url: URL, path: Path) -> Database:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise faults.fault(faults.FAULTS["SQLITE_CANTOPEN"], str(path)) from error
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    _speak_sqlite(engine, PRAGMAS_ALWAYS + PRAGMAS_KEPT)
    return _at_newest_schema(Database(engine, str(path), path.with_name(f"{path.name}.files")))


def _on_a_server(url: URL) -> Database:
    return _at_newest_schema(Database(create_engine(url), url.render_as_string(), None))


def _at_newest_schema(database: Database) -> Database:
    from tianyi_desk.models.schema import bring_up_to_date  # noqa: PLC0415 - schema knows Database

    try:
        bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return database


def _speak_sqlite(engine: Engine, pragmas: tuple[str, ...]) -> None:
    """Set every connection up, and let SQLAlchemy alone say when a transaction begins (pysqlite would not)."""

    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    def hand_back(connection: Any, _record: object) -> None:
        """Free the pages that a connection nobody uses has kept: each keeps its own, up to 64 MB."""
        if connection is not None:
            connection.execute("PRAGMA shrink_memory").close()

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    event.listen(engine, "connect", set_up)
    event.listen(engine, "checkin", hand_back)
    event.listen(engine, "begin", begin)
