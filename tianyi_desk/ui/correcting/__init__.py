"""Putting facts right in the window: the little editor, the acts behind it, and many plans at once."""
