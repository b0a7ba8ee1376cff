"""The way that Tab goes: Qt puts what is made last at its end, wherever it stands in the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_last(part: QWidget) -> None:
    """Have Tab come to a part of a window after everything else in it; the order within the part stays."""
    window = part.window()
    chain = _chain_of(window)
    inside = [one for one in chain if one is part or part.isAncestorOf(one)]
    known = set(inside)
    last = next((one for one in reversed(chain) if one not in known), window)
    for one in inside:
        QWidget.setTabOrder(last, one)
        last = one


def _chain_of(window: QWidget) -> list[QWidget]:
    """Return what the keyboard can be in, in Tab's order; Qt moves nothing else."""
    chain: list[QWidget] = []
    one = window.nextInFocusChain()
    while one is not None and one is not window:
        if one.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            chain.append(one)
        one = one.nextInFocusChain()
    return chain
