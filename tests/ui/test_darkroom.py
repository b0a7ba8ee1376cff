"""Thumbnails: what is wanted last comes first, what nobody waits for is never made, and little is kept at hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from tests.builders import NUMBER
from tests.photos.pictures import picture
from tests.services.photo_desk import OPENING, kept_desk
from tests.ui.conftest import LONGEST_WAIT_MS
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.gallery import Mark, Shot
from tianyi_desk.ui.photos.darkroom import BATCH, BATCHES, Darkroom, Print, _Latest
from tianyi_desk.ui.runner import Runner


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with kept_desk(tmp_path) as desk:
        yield desk


@pytest.fixture(name="runner")
def _runner(qtbot: QtBot) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    qtbot.waitUntil(lambda: runner.idle, timeout=LONGEST_WAIT_MS)
    runner.close()


def shots(desk: Desk, count: int) -> list[Shot]:
    """Return photos that all have the same file, under as many keys as asked for."""
    assert desk.database.kept_files is not None
    picture(desk.database.kept_files / "a.jpg")
    return [
        Shot(key, NUMBER, OPENING, f"{key}.jpg", "", None, "", f"{key:064x}", "a.jpg", Mark())
        for key in range(1, count + 1)
    ]


def wait(qtbot: QtBot, runner: Runner) -> None:
    qtbot.waitUntil(lambda: runner.idle, timeout=LONGEST_WAIT_MS)


def test_thumbnails_come_and_are_at_hand_in_every_width_of_their_size(
    desk: Desk, runner: Runner, qtbot: QtBot
) -> None:
    room = Darkroom(desk, runner)
    one, two = shots(desk, 2)
    heard: list[int] = []
    room.thumbnail_ready.connect(heard.append)
    room.want_thumbnails([one, two], 94)
    wait(qtbot, runner)
    assert heard == [1, 2]
    assert room.thumbnail(one, 94) is room.thumbnail(one, 160)
    assert room.thumbnail(one, 161) is None
    room.want_thumbnails([one, two], 150)
    assert runner.idle


def test_only_as_many_are_under_way_as_can_be_made_at_once(desk: Desk, runner: Runner) -> None:
    began: list[object] = []
    runner.began.connect(began.append)
    Darkroom(desk, runner).want_thumbnails(shots(desk, 500), 160)
    assert len(began) == BATCHES


def test_the_last_wish_comes_first_and_what_scrolled_away_is_never_begun(
    desk: Desk, runner: Runner, qtbot: QtBot
) -> None:
    room = Darkroom(desk, runner)
    all_of_them = shots(desk, 400)
    made: list[int] = []
    room.thumbnail_ready.connect(made.append)
    for place in range(0, 400, 20):
        room.want_thumbnails(all_of_them[place : place + 20], 160)
    wait(qtbot, runner)
    seen = {shot.key for shot in all_of_them[380:]}
    assert seen <= set(made)
    assert len(made) <= 20 + BATCH * BATCHES
    assert len(seen & set(made[-20:])) >= 20 - BATCH


def test_what_is_prepared_waits_for_what_is_seen(desk: Desk, runner: Runner, qtbot: QtBot) -> None:
    room = Darkroom(desk, runner)
    all_of_them = shots(desk, 60)
    made: list[int] = []
    room.thumbnail_ready.connect(made.append)
    room.want_thumbnails(all_of_them[:20], 160)
    room.prepare_thumbnails(all_of_them[20:40], 160)
    room.prepare_thumbnails(all_of_them[40:], 160)
    wait(qtbot, runner)
    assert sorted(made) == list(range(1, 61))
    assert set(made[:20]) & set(range(1, 21)) >= set(range(1, 15))
    assert min(made.index(key) for key in range(21, 41)) > 20 + 20 - 2 * BATCH


def test_a_thumbnail_that_was_given_up_and_is_wanted_again_is_made(
    desk: Desk, runner: Runner, qtbot: QtBot
) -> None:
    room = Darkroom(desk, runner)
    first, second = shots(desk, 40)[:20], shots(desk, 40)[20:]
    made: list[int] = []
    room.thumbnail_ready.connect(made.append)
    for wanted in (first, second, first):
        room.want_thumbnails(wanted, 160)
    wait(qtbot, runner)
    assert {shot.key for shot in first} <= set(made)


def test_prints_are_kept_up_to_a_weight_and_the_last_one_always(qtbot: QtBot) -> None:
    held = _Latest(100_000)
    for key in range(5):
        held.put(key, Print(QPixmap(100, 100), "", (100, 100)))
    assert [held.get(key) is not None for key in range(5)] == [False, False, False, True, True]
    held.put("large", Print(QPixmap(1000, 1000), "", (1000, 1000)))
    assert held.get("large") is not None
    assert held.get(4) is None
    held.put("large", Print(None, "图片已损坏", (0, 0)))
    assert held.weight == 1
    held.clear()
    assert held.weight == 0
