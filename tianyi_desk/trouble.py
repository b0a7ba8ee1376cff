"""Faults of the environment that a person can do something about."""


class DeskError(Exception):
    """Something outside the program went wrong; says in Chinese what happened, what is safe and what to do."""

    def __init__(self, happened: str, safe: str, to_do: str) -> None:
        super().__init__(f"{happened}{safe}{to_do}")
        self.happened = happened
        self.safe = safe
        self.to_do = to_do
