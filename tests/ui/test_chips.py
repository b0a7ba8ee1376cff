"""Chips are cut by an ellipsis where there is little room, never through a letter."""

from tianyi_desk.ui.chips import chip_width, code_chip, cut_words
from tianyi_desk.ui.theme import Theme


def test_the_words_of_a_chip_are_cut_to_the_room(theme: Theme) -> None:
    assert theme
    chip = code_chip("H01", soft=False)
    whole = chip_width(chip)
    assert cut_words(chip, whole) == chip.words
    cut = cut_words(chip, whole - 20)
    assert cut.endswith("…")
    assert chip.words.startswith(cut[:-1])
