"""What nobody asks for any more is let go of."""

import linecache

from tianyi_desk.ui.tidying import tidy_now


def test_sources_that_were_read_are_not_kept() -> None:
    assert linecache.getline(__file__, 1)
    tidy_now()
    assert not linecache.cache
