"""Find the plain files that ship with the program: in the clone, beside the wheel, or in the frozen build."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder.

    Raises FileNotFoundError where the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    roots = ([Path(frozen)] if frozen else []) + [
        package.parent,
        package,
        Path(sys.prefix) / "share" / "tianyi-desk",
    ]
    for root in roots:
        path = root.joinpath("resources", *parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(("resources", *parts)))
