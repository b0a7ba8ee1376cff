"""Draw untidy ledgers: a few plans of two firms, signed too early, too late, elsewhere, by the wrong people."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from tests import builders
from tianyi_desk.facts.ledger import Dossier, Ledger
from tianyi_desk.facts.place import Address, Position
from tianyi_desk.facts.plan import Member, Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.vocabulary import (
    AnomalyKind,
    AuditMode,
    Channel,
    Event,
    Flaw,
    PhotoCategory,
    Role,
    SeenBy,
    Side,
)
from tianyi_desk.geo.datum import Datum

NAMES = ("崔明远", "贾思齐", "沈若兰", "单云帆", "查景和")
FIRMS = ("大连海川机械有限公司", "石家庄筠砺轴承制造有限公司")
PROJECTS = ("ISO9001", "ISO14001", "GJB9001C", "ISO/IEC 27001", "HACCP", "SC", "不认得的项目")
FIRST_DAYS = (datetime(2021, 10, 18), datetime(2022, 1, 4), datetime(2023, 3, 6))

moments = st.builds(
    lambda day, minutes, seconds: day + timedelta(minutes=minutes, seconds=seconds),
    st.sampled_from(FIRST_DAYS),
    st.integers(-600, 4 * 24 * 60),
    st.sampled_from((0, 0, 1, 59)),
)
positions = st.builds(
    lambda longitude, latitude, stated, swapped, flaw: builders.position(
        longitude,
        latitude,
        datum=Datum.WGS84 if stated else Datum.GCJ02,
        datum_stated=stated,
        swapped=swapped,
        flaw=flaw,
        wgs_longitude=None if flaw in (Flaw.HALF, Flaw.ZERO) else longitude,
        wgs_latitude=None if flaw in (Flaw.HALF, Flaw.ZERO) else latitude,
    ),
    st.sampled_from((121.614786, 121.62, 121.66, 121.672500, 116.447314)),
    st.sampled_from((38.913962, 38.92, 38.95, 39.922679)),
    st.booleans(),
    st.booleans(),
    st.sampled_from((None, None, None, None, Flaw.ZERO, Flaw.OUTSIDE_CHINA)),
)


def _members(draw: st.DrawFn) -> tuple[Member, ...]:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    roles = st.sampled_from((Role.LEADER, Role.MEMBER, Role.MEMBER, Role.TRAINEE, Role.EXPERT))
    rarely = st.sampled_from((False, False, False, True))
    return tuple(Member(name, draw(roles), remote=draw(rarely), absent=draw(rarely)) for name in names)


@st.composite
def plans(draw: st.DrawFn, number: str) -> Plan:
    """Draw one plan of one to three days."""
    start = draw(st.sampled_from(FIRST_DAYS)) + timedelta(hours=draw(st.sampled_from((8, 9, 13, 14))))
    end = start + timedelta(hours=draw(st.sampled_from((3, 8, 30, 55))))
    where: st.SearchStrategy[Position | None] = st.one_of(positions, positions, st.none())
    addresses = tuple(
        Address(text, draw(where))
        for text in draw(
            st.lists(st.sampled_from(("新开路82号", "晋州市")), min_size=1, max_size=2, unique=True)
        )
    )
    return Plan(
        number,
        draw(st.sampled_from(FIRMS)),
        tuple(draw(st.lists(st.sampled_from(PROJECTS), min_size=1, max_size=2, unique=True))),
        start,
        end,
        addresses,
        _members(draw),
        mode=draw(st.sampled_from((AuditMode.ON_SITE, AuditMode.ON_SITE, AuditMode.MIXED, AuditMode.REMOTE))),
        opening_at=draw(st.one_of(st.none(), st.just(start + timedelta(minutes=30)))),
        closing_end=draw(st.one_of(st.none(), st.just(end - timedelta(minutes=10)))),
        confidential=draw(st.sampled_from((False, False, True))),
        synced=draw(st.sampled_from((None, None, True, False))),
        state=draw(st.sampled_from(("有效", "有效", "有效", "有效", "撤销"))),
    )


def _check_in(draw: st.DrawFn, number: str) -> CheckIn:
    return CheckIn(
        number,
        draw(st.sampled_from(NAMES)),
        draw(st.sampled_from(Event)),
        draw(moments),
        phone=draw(st.sampled_from(("", "", "13900000001", "13900000002"))),
        position=draw(st.one_of(positions, st.none())),
        fix=draw(st.one_of(positions, st.none())),
        declined=draw(st.booleans()),
        channel=draw(st.sampled_from((None, None, Channel.MINI_PROGRAM, Channel.DINGTALK))),
    )


def _dossier(draw: st.DrawFn, number: str) -> Dossier:
    plan = draw(plans(number))
    photos = tuple(
        Photo(
            number,
            draw(st.sampled_from(PhotoCategory)),
            f"{place}.jpg",
            draw(st.sampled_from(("", *NAMES))),
            draw(st.one_of(st.none(), moments)),
        )
        for place in range(draw(st.integers(0, 5)))
    )
    reviews = tuple(
        PhotoReview(
            number,
            photo.file_name,
            tuple(draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))),
            draw(st.sampled_from(SeenBy)),
            draw(st.booleans()),
        )
        for photo in photos
        if draw(st.booleans())
    )
    explanations = tuple(
        Explanation(number, draw(st.sampled_from(AnomalyKind)), draw(st.sampled_from(Side)), day, "情况说明")
        for day in draw(st.lists(st.sampled_from((date(2021, 10, 25), date(2023, 3, 20))), max_size=2))
    )
    check_ins = tuple(_check_in(draw, number) for _ in range(draw(st.integers(0, 5))))
    return Dossier(plan, check_ins, photos, reviews, explanations)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Draw one to four dossiers, a roster or none, and DingTalk records of no plan."""
    dossiers = tuple(_dossier(draw, f"R{number}") for number in range(draw(st.integers(1, 4))))
    entry = st.builds(
        RosterEntry,
        st.sampled_from(NAMES),
        st.sampled_from(("", "110101199001011237", "110101198505052345")),
        phone=st.sampled_from(("", "13900000001", "13900000002")),
        state=st.sampled_from(("在职", "在职", "离职")),
    )
    roster = draw(st.one_of(st.none(), st.lists(entry, max_size=5).map(tuple)))
    loose = tuple(
        replace(_check_in(draw, ""), channel=Channel.DINGTALK) for _ in range(draw(st.integers(0, 2)))
    )
    return Ledger(dossiers, roster, loose)
