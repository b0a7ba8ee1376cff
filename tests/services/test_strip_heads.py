"""Over each strip stands what the policy allows, and how the uploads stand to the meeting."""

from pathlib import Path

import pytest

from tests.builders import NUMBER, at, photo, plan
from tests.services.photo_desk import CLOSING, OPENING, OTHER, bring_in, kept_desk
from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.progress import finish
from tianyi_desk.services.plan_records import Tone
from tianyi_desk.services.strip_heads import StripHead, strip_heads

AS_OF = at("2021-11-30 09:00")
Heads = dict[PhotoCategory, StripHead]


def heads(folder: Path, *uploads: tuple[PhotoCategory, str]) -> Heads:
    listed = [
        photo(category=category, file_name=f"{place}.jpg", uploaded_at=at(moment) if moment else None)
        for place, (category, moment) in enumerate(uploads)
    ]
    with kept_desk(folder) as desk:
        bring_in(desk, plan(), *listed)
        return finish(strip_heads(desk.database, desk.book, AS_OF, [NUMBER]))


def test_the_limits_are_the_policys(tmp_path: Path) -> None:
    found = heads(tmp_path)
    assert [found[category].limit for category in PhotoCategory] == ["限 1–3", "限 1–3", "至多 9"]
    assert not any(head.over or head.timing for head in found.values())


def test_more_photos_than_allowed_are_noted(tmp_path: Path) -> None:
    found = heads(tmp_path, *[(OPENING, "")] * 4, *[(OTHER, "")] * 9)
    assert [found[category].over for category in PhotoCategory] == [True, False, False]


@pytest.mark.parametrize(
    ("category", "moment", "words", "tone"),
    [
        (OPENING, "2021-10-18 08:41", "08:41 按时", Tone.WITHIN),
        (OPENING, "2021-10-18 09:13", "09:13 迟 43 分", Tone.HOUSE),
        (OPENING, "2021-10-18 11:31", "11:31 迟 181 分", Tone.REGULATOR),
        (CLOSING, "2021-10-19 15:30", "15:30 早 30 分", Tone.HOUSE),
        (CLOSING, "2021-10-20 09:00", "10-20 09:00 迟 960 分", Tone.REGULATOR),
    ],
)
def test_the_minutes_of_the_upload_stand_over_the_strip(
    tmp_path: Path, category: PhotoCategory, moment: str, words: str, tone: Tone
) -> None:
    head = heads(tmp_path, (category, moment))[category]
    assert (head.timing, head.tone) == (words, tone)


def test_the_worst_upload_is_told_and_how_many_are_out_of_time(tmp_path: Path) -> None:
    head = heads(
        tmp_path,
        (OPENING, "2021-10-18 08:41"),
        (OPENING, "2021-10-18 09:13"),
        (OPENING, "2021-10-18 09:50"),
        (OPENING, ""),
    )[OPENING]
    assert head.timing == "09:50 迟 80 分"
    assert head.tip.endswith("3 张中 2 张在时限外（H07）")


def test_of_uploads_in_time_the_last_one_is_told(tmp_path: Path) -> None:
    head = heads(tmp_path, (OPENING, "2021-10-18 08:20"), (OPENING, "2021-10-18 08:52"))[OPENING]
    assert (head.timing, head.tone) == ("08:52 按时", Tone.WITHIN)
    assert "2 张都在时限内" in head.tip


def test_other_photos_have_no_time_limit(tmp_path: Path) -> None:
    assert heads(tmp_path, (OTHER, "2021-10-25 08:00"))[OTHER].timing == ""
