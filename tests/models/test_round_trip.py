"""What goes into the database as facts comes out of it as the same facts."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import builders
from tests.rules.ledgers import ledgers
from tianyi_desk.facts.intake import Fact
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
    Origin,
    PhotoCategory,
    Role,
    SeenBy,
    Side,
)
from tianyi_desk.geo.datum import Datum
from tianyi_desk.models import writing
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.models.loading import load_ledger
from tianyi_desk.progress import finish
from tianyi_desk.services import intake

NUMBER = builders.NUMBER

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
lists_of_words = st.lists(words, max_size=3).map(tuple)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(lambda at: at.replace(microsecond=0))
maybe_moments = st.none() | moments
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
degrees = st.none() | st.floats(-400, 400)
positions = st.builds(
    Position,
    degrees,
    degrees,
    st.sampled_from(Datum),
    st.booleans(),
    st.integers(0, 17),
    st.none() | st.sampled_from(Flaw),
    st.booleans(),
    degrees,
    degrees,
)
maybe_positions = st.none() | positions
addresses = st.builds(Address, words, maybe_positions, st.sampled_from(Origin))
members = st.builds(Member, words, st.sampled_from(Role), st.booleans(), st.booleans(), words, words, words)
sources = st.builds(
    builders.source,
    st.integers(0, 9),
    st.sampled_from(("甲表", "乙表")),
    st.sampled_from(("一.xlsx", "二/三.csv")),
)
plans = st.builds(
    Plan,
    st.just(NUMBER),
    words,
    lists_of_words,
    moments,
    moments,
    st.lists(addresses, max_size=3).map(tuple),
    st.lists(members, max_size=3).map(tuple),
    st.sampled_from(AuditMode),
    lists_of_words,
    maybe_moments,
    maybe_moments,
    maybe_moments,
    words,
    lists_of_words,
    words,
    st.booleans(),
    words,
    words,
    st.booleans(),
    words,
    st.none() | st.booleans(),
    words,
    words,
    sources,
)
check_ins = st.builds(
    CheckIn,
    st.sampled_from((NUMBER, "")),
    words,
    st.sampled_from(Event),
    moments,
    words,
    words,
    maybe_positions,
    maybe_positions,
    st.booleans(),
    st.none() | st.sampled_from(Channel),
    words,
    sources,
)
photos = st.builds(
    Photo, st.just(NUMBER), st.sampled_from(PhotoCategory), words, words, maybe_moments, words, sources
)
explanations = st.builds(
    Explanation,
    st.just(NUMBER),
    st.sampled_from(AnomalyKind),
    st.sampled_from(Side),
    days,
    words,
    words,
    words,
    st.none() | days,
    sources,
)
people = st.builds(RosterEntry, words, words, words, words, words, words, words, sources)


@st.composite
def reviewed_photos(draw: st.DrawFn) -> tuple[Photo, PhotoReview]:
    photo = draw(photos)
    review = st.builds(
        PhotoReview,
        st.just(NUMBER),
        st.just(photo.file_name),
        lists_of_words,
        st.sampled_from(SeenBy),
        st.booleans(),
        words,
        words,
        maybe_moments,
        sources,
    )
    return photo, draw(review)


def _facts(ledger: Ledger) -> list[Fact]:
    found: list[Fact] = []
    for one in ledger.dossiers:
        found += [one.plan, *one.check_ins, *one.photos, *one.reviews, *one.explanations]
    return [*found, *ledger.loose, *(ledger.roster or ())]


def _kept(database: Database, facts: Sequence[Fact]) -> tuple[list[Fact], Ledger]:
    """Bring facts in; return those that were not refused or said twice, and the ledger that comes out."""
    piles = intake.examine(database, builders.intake(*facts))
    finish(intake.accept(database, "测试", piles))
    with database.reading() as session:
        return [each.fact for each in piles.added], load_ledger(session)


def _by_kind(facts: Sequence[Fact]) -> dict[type, list[Fact]]:
    return {kind: [fact for fact in facts if type(fact) is kind] for kind in builders.ENTITY}


def _places(facts: Sequence[Fact]) -> list[object]:
    return [fact.source for fact in facts]


@given(plans, st.lists(check_ins, max_size=2), reviewed_photos(), explanations, people)
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_every_field_of_every_fact_comes_back_as_it_went_in(
    plan: Plan,
    records: list[CheckIn],
    pictures: tuple[Photo, PhotoReview],
    explained: Explanation,
    entry: RosterEntry,
) -> None:
    database = throw_away_database()
    kept, ledger = _kept(database, [plan, *records, *pictures, explained, entry])
    database.close()
    came_back = _by_kind(_facts(ledger))
    for kind, facts in _by_kind(kept).items():
        found = came_back[kind]
        if kind is CheckIn:  # those of no plan come last
            facts.sort(key=lambda fact: not isinstance(fact, CheckIn) or not fact.plan)
        assert found == facts
        assert _places(found) == _places(facts)


@given(ledgers())
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_untidy_ledgers_come_back_whole(ledger: Ledger) -> None:
    database = throw_away_database()
    kept, came_back = _kept(database, _facts(ledger))
    database.close()
    facts = _by_kind(kept)
    expected = tuple(
        Dossier(
            one.plan,
            tuple(fact for fact in kept if isinstance(fact, CheckIn) and fact.plan == one.plan.number),
            tuple(fact for fact in kept if isinstance(fact, Photo) and fact.plan == one.plan.number),
            tuple(fact for fact in kept if isinstance(fact, PhotoReview) and fact.plan == one.plan.number),
            tuple(fact for fact in kept if isinstance(fact, Explanation) and fact.plan == one.plan.number),
        )
        for one in ledger.dossiers
    )
    assert came_back.dossiers == expected
    assert came_back.roster == (tuple(facts[RosterEntry]) or None)
    assert came_back.loose == tuple(
        fact for fact in facts[CheckIn] if isinstance(fact, CheckIn) and not fact.plan
    )


@given(plans, plans)
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_a_changed_plan_comes_back_as_the_file_has_it_now(before: Plan, after: Plan) -> None:
    database = throw_away_database()
    _kept(database, [before])
    piles = intake.examine(database, builders.intake(after))
    finish(intake.accept(database, "测试", piles))
    with database.reading() as session:
        (dossier,) = load_ledger(session).dossiers
    database.close()
    assert dossier.plan == (piles.changed[0].fact if piles.changed else before)
    wanted = replace(after, team=dossier.plan.team, addresses=dossier.plan.addresses)
    assert dossier.plan == wanted  # numbers and coordinates that the file lacks may be carried over


def test_every_field_of_a_fact_has_its_column_or_is_taken_apart() -> None:
    apart = {
        Plan: {"addresses", "team"},
        CheckIn: {"plan", "position", "fix"},
        Photo: {"plan"},
        PhotoReview: {"plan"},
        Explanation: {"plan"},
        RosterEntry: set[str](),
    }
    for kind, entity in builders.ENTITY.items():
        names = {field.name for field in fields(kind)} - {"source"} - apart[kind]
        assert set(writing.FIELDS[entity][0]) == names
