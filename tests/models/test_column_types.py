"""Lists of words in a column: JSON that any program can read, taken apart fast."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tianyi_desk.models.column_types import text_words, words_text


@given(st.lists(st.text()).map(tuple))
@example(('甲", "乙', '"', "\\", "", ", "))
@example(("",))
@example(())
def test_any_words_stand_as_json_and_come_back(words: tuple[str, ...]) -> None:
    text = words_text(words)
    assert text == json.dumps(words, ensure_ascii=False)
    assert text_words(text) == words


@pytest.mark.parametrize("text", ['["甲","乙"]', '[ "甲", "乙" ]', '["\\u7532", "乙"]'])
def test_a_list_that_another_program_wrote_is_read_too(text: str) -> None:
    assert text_words(text) == ("甲", "乙")


def test_no_list_is_no_list() -> None:
    assert words_text(None) is None
    assert text_words(None) is None
