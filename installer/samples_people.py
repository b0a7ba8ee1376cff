"""The invented people of the samples: one roster that grows from 2021 to 2026."""

from dataclasses import dataclass

SENIOR, AUDITOR, TRAINEE, EXPERT = "高级审核员", "审核员", "实习审核员", "技术专家"
HEAD_OFFICE, EAST, SOUTH, WEST = "北京总部", "山东分公司", "广东分公司", "西部办事处"
BRANCHES = {HEAD_OFFICE: "01", EAST: "02", SOUTH: "03", WEST: "04"}
"""Departments, and the branch code in the plan numbers of the audits they lead (F7)."""

NO_DISTRICT = "990101"
"""An administrative code that does not exist: no invented ID number can be somebody's."""

PHONE_OF_PERSON = "1540000"
PHONE_OF_CONTACT = "1540001"
PHONE_OUT_OF_DATE = "1540002"
"""Invented ranges: 154 is given to no operator."""


@dataclass(frozen=True, slots=True)
class Person:
    """One line of 审核组名册; `joined` and `left` are years, `left` 0 for somebody still here."""

    place: int
    name: str
    qualification: str
    department: str
    joined: int = 2021
    left: int = 0

    @property
    def phone(self) -> str:
        """Return the invented mobile number."""
        return f"{PHONE_OF_PERSON}{1000 + 37 * self.place:04d}"

    @property
    def ccaa_number(self) -> str:
        """Return the registration number; experts have none."""
        if self.qualification == EXPERT:
            return ""
        return f"{self.joined}-N{'10' if self.qualification == TRAINEE else '11'}-99{4100 + self.place * 7}"

    @property
    def id_number(self) -> str:
        """Return an ID number of no district, with its right check digit."""
        stem = (
            f"{NO_DISTRICT}{1964 + self.place * 5 % 33}{1 + self.place % 12:02d}{1 + self.place * 7 % 28:02d}"
        )
        stem += f"{100 + self.place * 13 % 900:03d}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        total = sum(int(digit) * weight for digit, weight in zip(stem, weights, strict=True))
        return stem + "10X98765432"[total % 11]

    def state_in(self, year: int) -> str:
        """Return 状态 as the roster of a year says it."""
        return "离职" if self.left and self.left <= year else "在职"


_NAMES: tuple[tuple[str, str, str], ...] = (
    ("单雨薇", SENIOR, HEAD_OFFICE),
    ("曾庆垚", SENIOR, EAST),
    ("仇立颖", SENIOR, EAST),
    ("查若岚", SENIOR, HEAD_OFFICE),
    ("区婉仪", SENIOR, SOUTH),
    ("翟景川", SENIOR, EAST),
    ("解思源", SENIOR, HEAD_OFFICE),
    ("员晓棠", SENIOR, WEST),
    ("缪一帆", SENIOR, SOUTH),
    ("欧阳静姝", SENIOR, SOUTH),
    ("买买提·艾力", SENIOR, WEST),
    ("贺松筠", SENIOR, HEAD_OFFICE),
    ("邢沛霖", SENIOR, EAST),
    ("裴书航", SENIOR, EAST),
    ("庞秋菊", AUDITOR, HEAD_OFFICE),
    ("樊德顺", AUDITOR, EAST),
    ("滕雅琴", AUDITOR, EAST),
    ("鲍文博", AUDITOR, EAST),
    ("左凌霄", AUDITOR, HEAD_OFFICE),
    ("柏长庚", AUDITOR, EAST),
    ("路承安", AUDITOR, HEAD_OFFICE),
    ("宫新蕊", AUDITOR, EAST),
    ("晏子衿", AUDITOR, SOUTH),
    ("荀可为", AUDITOR, EAST),
    ("牟春妮", AUDITOR, EAST),
    ("逄世昌", AUDITOR, EAST),
    ("綦丽君", AUDITOR, EAST),
    ("冼伟雄", AUDITOR, SOUTH),
    ("覃秀兰", AUDITOR, SOUTH),
    ("乐清扬", AUDITOR, SOUTH),
    ("盖玉章", AUDITOR, EAST),
    ("朴成焕", AUDITOR, HEAD_OFFICE),
    ("尉迟博闻", AUDITOR, WEST),
    ("谷雨生", AUDITOR, WEST),
    ("卞素芬", AUDITOR, SOUTH),
    ("焦贵林", AUDITOR, WEST),
    ("郝明玥", AUDITOR, HEAD_OFFICE),
    ("万䶮", AUDITOR, SOUTH),
    ("刘春梅", AUDITOR, HEAD_OFFICE),
    ("刘春梅", AUDITOR, EAST),
    ("戚允文", TRAINEE, EAST),
    ("卓依凡", TRAINEE, SOUTH),
    ("甄晓蕾", TRAINEE, HEAD_OFFICE),
    ("耿砚秋", TRAINEE, EAST),
    ("苗青禾", EXPERT, EAST),
    ("尚可馨", EXPERT, HEAD_OFFICE),
    ("匡世明", EXPERT, SOUTH),
    ("臧北辰", EXPERT, WEST),
)
_NEWCOMERS: tuple[tuple[str, str, str], ...] = (
    ("岑慕白", SENIOR, SOUTH),
    ("钮思齐", SENIOR, EAST),
    ("阚若曦", SENIOR, HEAD_OFFICE),
    ("郗文瑾", AUDITOR, EAST),
    ("亓学斌", AUDITOR, EAST),
    ("霍砺锋", AUDITOR, HEAD_OFFICE),
    ("凌雪桐", AUDITOR, SOUTH),
    ("濮梓晨", AUDITOR, EAST),
    ("桑晓榆", AUDITOR, WEST),
    ("闵知行", AUDITOR, EAST),
    ("芮锦程", AUDITOR, SOUTH),
    ("巫晓月", AUDITOR, SOUTH),
    ("辛怀瑾", AUDITOR, HEAD_OFFICE),
    ("米热古丽·吐尔逊", AUDITOR, WEST),
    ("司徒朗清", AUDITOR, SOUTH),
    ("钱𬭎毅", AUDITOR, EAST),
    ("隋静怡", TRAINEE, EAST),
    ("鄢雨桐", TRAINEE, SOUTH),
    ("赫连云舟", EXPERT, WEST),
)
_LEFT = {"盖玉章": 2024, "庞秋菊": 2025, "朴成焕": 2025}
_PROMOTED = {"戚允文": AUDITOR, "卓依凡": AUDITOR, "甄晓蕾": AUDITOR, "耿砚秋": AUDITOR, "裴书航": SENIOR}

RESERVED = frozenset({"刘春梅"})
"""Namesakes: on a plan only where a scenario wants them."""


def roster(year: int) -> tuple[Person, ...]:
    """Return the people that the roster of a year lists, those who left included."""
    people = [
        Person(place, name, qualification, department, left=_LEFT.get(name, 0))
        for place, (name, qualification, department) in enumerate(_NAMES)
    ]
    if year < 2026:
        return tuple(people)
    promoted = [
        Person(one.place, one.name, _PROMOTED.get(one.name, one.qualification), one.department, left=one.left)
        for one in people
    ]
    newcomers = [
        Person(60 + place, name, qualification, department, joined=2023)
        for place, (name, qualification, department) in enumerate(_NEWCOMERS)
    ]
    return (*promoted, *newcomers)


def pool(year: int) -> tuple[Person, ...]:
    """Return the people whom any plan of a year may have on its team."""
    return tuple(one for one in roster(year) if one.state_in(year) == "在职" and one.name not in RESERVED)
