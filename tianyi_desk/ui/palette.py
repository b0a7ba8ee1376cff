"""The colours by name, light and dark; each carries one meaning (red O, amber H, violet S, slate D, accent R).

全天, 上午 and 下午 of the calendar (M3.2) have colours of their own: whole, morning, afternoon.
"""

from dataclasses import dataclass, fields

from tianyi_desk.facts.vocabulary import FindingClass


@dataclass(frozen=True, slots=True)
class Palette:
    """The tokens of one theme; `name` is light or dark, every other value a colour #RRGGBB."""

    name: str
    ground: str
    surface: str
    sunken: str
    hover: str
    line: str
    line_strong: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_fill: str
    accent_soft: str
    accent_line: str
    on_accent: str
    official: str
    official_soft: str
    official_line: str
    house: str
    house_soft: str
    house_line: str
    doubt: str
    doubt_soft: str
    doubt_line: str
    data: str
    data_soft: str
    data_line: str
    remind: str
    remind_soft: str
    remind_line: str
    good: str
    good_soft: str
    good_line: str
    whole: str
    whole_soft: str
    morning: str
    morning_soft: str
    afternoon: str
    afternoon_soft: str
    rail: str
    rail_text: str
    rail_on: str
    rail_fill: str
    rail_mark: str
    badge: str
    map_land: str
    map_near: str
    map_out: str
    map_line: str

    def tokens(self) -> dict[str, str]:
        """Return every token by its name, to fill a style sheet with."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def of(self, tone: str) -> str:
        """Return the colour of a token by its name; raises AttributeError for a name that is none."""
        colour: str = getattr(self, tone)
        return colour


LIGHT = Palette(
    name="light",
    ground="#F3F5F7",
    surface="#FFFFFF",
    sunken="#EDF0F3",
    hover="#F5F7FA",
    line="#E1E5EA",
    line_strong="#C6CCD5",
    text="#19212E",
    muted="#566173",
    faint="#8B94A3",
    accent="#2359C4",
    accent_fill="#2359C4",
    accent_soft="#E8EFFC",
    accent_line="#BBCDF3",
    on_accent="#FFFFFF",
    official="#BA2E27",
    official_soft="#FBECEA",
    official_line="#EFC6C2",
    house="#995208",
    house_soft="#FBF0E0",
    house_line="#EBD0A6",
    doubt="#6847B0",
    doubt_soft="#F0ECFA",
    doubt_line="#D5C9EF",
    data="#445266",
    data_soft="#E9EDF2",
    data_line="#CBD3DD",
    remind="#1F56BE",
    remind_soft="#E8EFFC",
    remind_line="#BBCDF3",
    good="#1F7548",
    good_soft="#E5F4EB",
    good_line="#B9DFC8",
    whole="#2F66CF",
    whole_soft="#E1EAFB",
    morning="#A96500",
    morning_soft="#FBECCB",
    afternoon="#0F7C80",
    afternoon_soft="#D6EFEF",
    rail="#1E2938",
    rail_text="#A9B4C5",
    rail_on="#FFFFFF",
    rail_fill="#324052",
    rail_mark="#7FA6FF",
    badge="#C8362E",
    map_land="#F4F5F2",
    map_near="#FFFFFF",
    map_out="#E2E5E9",
    map_line="#B9BEC6",
)

DARK = Palette(
    name="dark",
    ground="#15181D",
    surface="#1B1F25",
    sunken="#23282F",
    hover="#20252C",
    line="#2C323B",
    line_strong="#454D5A",
    text="#E3E7ED",
    muted="#A1ABBA",
    faint="#727D8D",
    accent="#8BADFF",
    accent_fill="#3E6CDE",
    accent_soft="#1F2C47",
    accent_line="#35497A",
    on_accent="#FFFFFF",
    official="#FF8D84",
    official_soft="#3A2122",
    official_line="#613130",
    house="#EEB068",
    house_soft="#362A18",
    house_line="#5C4623",
    doubt="#BDA7F4",
    doubt_soft="#2B2542",
    doubt_line="#483D70",
    data="#B0BCCC",
    data_soft="#28303A",
    data_line="#424D5B",
    remind="#8BADFF",
    remind_soft="#1F2C47",
    remind_line="#35497A",
    good="#66CC94",
    good_soft="#183126",
    good_line="#28543E",
    whole="#7EA4F5",
    whole_soft="#20304F",
    morning="#E5B052",
    morning_soft="#392C15",
    afternoon="#5CC4C4",
    afternoon_soft="#163535",
    rail="#101318",
    rail_text="#8F9AAA",
    rail_on="#FFFFFF",
    rail_fill="#262D37",
    rail_mark="#8BADFF",
    badge="#C8362E",
    map_land="#1F242A",
    map_near="#262C34",
    map_out="#14171B",
    map_line="#4A535F",
)

TONES: dict[FindingClass, str] = {
    FindingClass.OFFICIAL: "official",
    FindingClass.HOUSE: "house",
    FindingClass.DOUBT: "doubt",
    FindingClass.DATA: "data",
    FindingClass.REMINDER: "remind",
}
"""Which tokens speak of a class; `<tone>_soft` and `<tone>_line` go with it."""
