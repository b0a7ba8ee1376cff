"""异常说明: the composer, and what is asked for beside it."""
