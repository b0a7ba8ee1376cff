"""Jobs are run to their end; what is let go of is freed a few things at a time."""

from typing import Any

from tianyi_desk.progress import AT_ONCE, finish, let_go, letting_go


class Thing:
    """Says when it was freed."""

    def __init__(self, freed: list[int], number: int) -> None:
        self.freed, self.number = freed, number

    def __del__(self) -> None:
        """Note it."""
        self.freed.append(self.number)


def test_letting_go_empties_a_list_and_frees_what_nobody_else_holds() -> None:
    freed: list[int] = []
    things = [Thing(freed, number) for number in range(2 * AT_ONCE + 1)]
    kept = things[0]
    let_go(things)
    assert things == []
    assert sorted(freed) == list(range(1, 2 * AT_ONCE + 1))
    assert kept.number == 0


def test_a_job_lets_go_of_several_lists() -> None:
    several: list[list[Any]] = [[1, 2], ["三"], []]
    finish(letting_go(*several))
    assert several == [[], [], []]
