"""Judge audits: pure functions from facts, policies and a moment to findings."""
