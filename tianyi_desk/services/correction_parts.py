"""The parts of a plan that people put right one by one: its addresses, and the members of its team."""

from dataclasses import replace
from typing import Any

from tianyi_desk.facts.place import Address
from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.vocabulary import Entity, Origin, Role
from tianyi_desk.importers.addresses import split_addresses
from tianyi_desk.importers.cells import is_blank
from tianyi_desk.importers.names import ROLE_WORDS
from tianyi_desk.importers.teams import merged, read_team
from tianyi_desk.services import typed_values as typed
from tianyi_desk.services.correctable import Item
from tianyi_desk.services.correction_fields import FIELDS, point_words
from tianyi_desk.services.correction_shapes import NO, YES, Field, Values
from tianyi_desk.services.typed_values import A_POINT, YES_OR_NO, choices_of

ADD, REMOVE = "add", "remove"
A_MEMBER = "审核组成员，如 【组员】李明 或 李明"
ANOTHER = "另有同名的人而没有号码可分辨"


def _parts(item: Item, name: str) -> list[Any]:
    return list(item.value(name))


def _part(item: Item, name: str, place: int | None) -> Any:
    """Return one part; raises MisreadError where it is no more."""
    parts = _parts(item, name)
    if place is None or not 0 <= place < len(parts):
        raise typed.MisreadError("仍在的一项（它刚刚被别处移走，请刷新）")
    return parts[place]


def _with(item: Item, name: str, place: int | None, value: Any) -> Values:
    parts = _parts(item, name)
    _part(item, name, place)
    parts[place or 0] = value
    return {name: tuple(parts)}


def _address_text(text: str, item: Item, place: int | None) -> Values:
    (one,) = _addresses(text, many=False)
    return _with(item, "addresses", place, replace(_part(item, "addresses", place), text=one))


def _addresses(text: str, *, many: bool) -> tuple[str, ...]:
    found = tuple(one for one in split_addresses(text) if one)
    if not found or (len(found) > 1 and not many):
        raise typed.MisreadError("审核地址")
    return found


def _address_position(text: str, item: Item, place: int | None) -> Values:
    """Return the address at another coordinate: one that a person typed is pinned by hand, not imported."""
    address: Address = _part(item, "addresses", place)
    point = typed.read_point(text, address.position)
    origin = Origin.IMPORTED if point is None else Origin.PINNED
    if point == address.position:
        return {"addresses": item.value("addresses")}
    return _with(item, "addresses", place, replace(address, position=point, origin=origin))


def _address_added(text: str, item: Item, _place: int | None) -> Values:
    return {"addresses": (*item.value("addresses"), *map(Address, _addresses(text, many=True)))}


def _removed(name: str) -> Any:
    def read(text: str, item: Item, place: int | None) -> Values:
        if text != YES:
            raise typed.MisreadError(YES)
        _part(item, name, place)
        return {name: tuple(one for at, one in enumerate(_parts(item, name)) if at != place)}

    return read


def _nothing(_item: Item, _place: int | None) -> str:
    return ""


def _of_address(name: str) -> Any:
    def words(item: Item, place: int | None) -> str:
        address: Address = _part(item, "addresses", place)
        return address.text if name == "text" else point_words(address.position)

    return words


def _role(text: str, item: Item, place: int | None) -> Values:
    role = typed.read_with(ROLE_WORDS.get, text, "、".join(choices_of(Role)))
    return _with(item, "team", place, replace(_part(item, "team", place), role=role))


def _flag(name: str) -> Any:
    def read(text: str, item: Item, place: int | None) -> Values:
        changed: Any = {name: typed.read_yes(text)}
        return _with(item, "team", place, replace(_part(item, "team", place), **changed))

    return read


def _member_name(text: str, item: Item, place: int | None) -> Values:
    name = typed.read_name(text)
    member: Member = _part(item, "team", place)
    # Another name is another person, whose numbers the former one's are not.
    fresh = member if name == member.name else Member(name, member.role, member.remote, member.absent)
    return _with(item, "team", place, fresh)


def _member_phone(text: str, item: Item, place: int | None) -> Values:
    phone = typed.read_phone(text)
    return _with(item, "team", place, replace(_part(item, "team", place), phone=phone))


def _members_added(text: str, item: Item, _place: int | None) -> Values:
    people = None if is_blank(text) else read_team(text)
    if not people:
        raise typed.MisreadError(A_MEMBER)
    team = (*item.value("team"), *people)
    if len(merged(team)) < len(team):
        raise typed.MisreadError(f"还不在审核组的人（{ANOTHER}的请写 姓名(手机号)）")
    return {"team": team}


def _of_member(name: str) -> Any:
    def words(item: Item, place: int | None) -> str:
        value = getattr(_part(item, "team", place), name)
        if isinstance(value, bool):
            return YES if value else NO
        return str(value)

    return words


_P = Entity.PLAN.value
_YES_NO = (YES, NO)
PARTS: dict[tuple[str, str, str], Field] = {
    (_P, "addresses", "text"): Field("审核地址", "审核地址", _address_text, _of_address("text")),
    (_P, "addresses", "position"): Field(
        "审核地址的坐标", A_POINT, _address_position, _of_address("position")
    ),
    (_P, "addresses", ADD): Field("增加审核地址", "审核地址", _address_added, _nothing),
    (_P, "addresses", REMOVE): Field("去掉审核地址", YES, _removed("addresses"), _nothing, (YES,)),
    (_P, "team", "name"): Field("成员姓名", typed.ONE_NAME, _member_name, _of_member("name")),
    (_P, "team", "role"): Field("成员身份", "、".join(Role), _role, _of_member("role"), choices_of(Role)),
    (_P, "team", "remote"): Field("远程", YES_OR_NO, _flag("remote"), _of_member("remote"), _YES_NO),
    (_P, "team", "absent"): Field("未参会", YES_OR_NO, _flag("absent"), _of_member("absent"), _YES_NO),
    (_P, "team", "phone"): Field("成员手机号", "手机号", _member_phone, _of_member("phone"), private=True),
    (_P, "team", ADD): Field("增加成员", A_MEMBER, _members_added, _nothing),
    (_P, "team", REMOVE): Field("移出审核组", YES, _removed("team"), _nothing, (YES,)),
}
"""The aspects of addresses and members."""

ALL_FIELDS = FIELDS | PARTS
"""Every field that may be put right."""
