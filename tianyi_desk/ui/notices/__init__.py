"""通知: the notices, where their clauses stand, and whom to ask."""
