"""异常: every finding that holds, narrowed by facets, decided in bulk."""
