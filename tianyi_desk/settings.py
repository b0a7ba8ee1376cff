"""Where the program keeps things on this computer."""

from pathlib import Path

APPLICATION = "tianyi-desk"
DATABASE = "desk.sqlite3"


def default_folder() -> Path:
    """Return the user's data folder of this program; it need not exist yet."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no other place was named

    return user_data_path(APPLICATION, appauthor=False)


def default_database() -> Path:
    """Return where the database lies unless another one is named."""
    return default_folder() / DATABASE
