"""A kept desk with one visit of three bound plans that was signed too far away, for tests of explanations."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from tests import builders
from tests.builders import address, at, check_in, member, photo, plan, position
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.vocabulary import AnomalyKind, DraftAct, Event, PhotoCategory, Role, Status
from tianyi_desk.progress import finish
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.draft_views import Draft
from tianyi_desk.services.draft_writing import Wish
from tianyi_desk.services.drafting import save_draft, take_step
from tianyi_desk.services.explaining import Ground, open_ground
from tianyi_desk.services.filing_words import Filed, file_draft
from tianyi_desk.services.plan_page import open_page
from tianyi_desk.services.policies import load_rule_book

QMS, EMS, OHSMS = "R01230320260917", "R01230320260918", "R01230320260919"
NUMBERS = (QMS, EMS, OHSMS)
NOW = at("2026-10-13 13:40")
TODAY = date(2026, 10, 13)
DRAFTER, REVIEWER = "林知夏", "方予墨"
NO_PROOF = "截图稍后补上"
FAR = AnomalyKind.DEVIATION
SITE, ELSEWHERE = (121.614786, 38.913962), (121.70, 38.913962)


def visit(**changes: object) -> list[Fact]:
    """Build three bound plans, signed in 7 km away and out at the address, with photos."""
    team = (member("顾念慈", Role.LEADER), member("孟怀瑾"), member("纪云归"))
    values = {
        "enterprise": "山东筠砺轴承制造有限公司",
        "start": at("2026-09-28 08:30"),
        "end": at("2026-09-30 17:00"),
        "team": team,
        "addresses": (address("淄博市张店区湖田街道天璇路66号", at=position(*SITE)),),
    }
    projects = (("ISO9001",), ("ISO14001",), ("ISO45001",))
    plans: list[Fact] = [
        plan(number, **(values | {"projects": names} | changes))
        for number, names in zip(NUMBERS, projects, strict=True)
    ]
    signed: list[Fact] = [
        check_in(QMS, "顾念慈", at=at("2026-09-28 09:17"), position=position(*ELSEWHERE)),
        check_in(QMS, "顾念慈", Event.CLOSING, at=at("2026-09-30 16:52")),
    ]
    photos: list[Fact] = [
        photo(QMS, category, file_name=f"{category.value}{place}.jpg", uploaded_at=at("2026-09-30 16:57"))
        for category in (PhotoCategory.OPENING_MEETING, PhotoCategory.CLOSING_MEETING)
        for place in (1, 2)
    ]
    return [*plans, *signed, *photos]


def bring_in(desk: Desk, *facts: Fact) -> None:
    """Import facts and judge them."""
    finish(desk.accept("录入员", desk.examine(builders.intake(*facts))))
    finish(desk.judge(NOW, "录入员"))


@cache
def book() -> RuleBook:
    """Return the rule book, read once."""
    return load_rule_book()


@cache
def _filled() -> Path:
    """Make a database with the visit in it once; every test copies it."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "desk.sqlite3"
    with open_desk(path, book()) as desk:
        bring_in(desk, *visit())
    return path


def put_words_file(path: Path) -> None:
    """Copy the database with the visit in it, judged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_filled(), path)


@contextmanager
def words_desk(folder: Path) -> Iterator[Desk]:
    """Open a kept desk with the visit in it, judged."""
    path = folder / "库" / "desk.sqlite3"
    put_words_file(path)
    with open_desk(path, book()) as desk:
        yield desk


def ground(desk: Desk, number: str = QMS) -> Ground:
    """Open what the composer stands on."""
    found = finish(open_ground(desk.database, desk.book, number, NOW))
    assert found is not None
    return found


def wish(text: str = "因企业安排，首次会议在第二厂区召开。", **changes: object) -> Wish:
    """Build what the drafter wants to say for all three plans."""
    values: dict[str, object] = {"numbers": NUMBERS, "kinds": (FAR,), "cause": "other-site", "text": text}
    return Wish(**(values | changes))  # type: ignore[arg-type]


def written(desk: Desk, text: str = "因企业安排，首次会议在第二厂区召开。") -> Draft:
    """Write a draft."""
    return finish(save_draft(desk.database, DRAFTER, wish(text)))


def step(desk: Desk, draft: Draft, act: DraftAct, actor: str, word: str = "") -> Draft:
    """Do something with a draft."""
    return finish(take_step(desk.database, actor, draft.key, draft.version, act, word))


def accepted(desk: Desk) -> Draft:
    """Write a draft and have it accepted."""
    waiting = step(desk, written(desk), DraftAct.HAND_IN, DRAFTER)
    return step(desk, waiting, DraftAct.ACCEPT, REVIEWER, "事实清楚，同意填报")


def filed(desk: Desk, draft: Draft, day: date = TODAY) -> Filed:
    """Mark a draft as filed."""
    return finish(file_draft(desk.database, desk.book, NOW, DRAFTER, draft.key, draft.version, day, NO_PROOF))


def statuses(desk: Desk) -> list[Status | None]:
    """Return 签到情况 of the three plans."""
    pages = (finish(open_page(desk.database, desk.book, number, NOW)) for number in NUMBERS)
    return [page.head.status if page is not None else None for page in pages]


def codes(desk: Desk, number: str = QMS) -> set[str]:
    """Return the codes of the findings that hold on a plan."""
    return {one.code for one in finish(desk.deviations()) if one.plan.number == number}
