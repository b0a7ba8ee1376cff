"""名册: the people who audit, what they did, and the names that nobody knows."""
