"""Have the C library give memory back that is no longer needed: the window runs for days."""

import ctypes
import sys

_ARENAS, _MAPPED_FROM, _TRIM_FROM = -8, -3, -1
"""Settings of glibc's mallopt: how many heaps, from which size on a block is mapped by itself, what may lie idle."""
_BLOCK = 1 << 20


def keep_memory_small() -> None:
    """Use one heap for all threads, and return large blocks at once; other systems do so by themselves."""
    if sys.platform != "linux":
        return
    adjust = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if adjust is not None:
        for setting, value in ((_ARENAS, 1), (_MAPPED_FROM, _BLOCK), (_TRIM_FROM, _BLOCK)):
            adjust(setting, value)
