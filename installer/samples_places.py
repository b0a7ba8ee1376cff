"""The invented companies of the samples at plausible places, and points expressed in other datums."""

import math
from dataclasses import dataclass
from random import Random

Point = tuple[float, float]
"""Longitude and latitude in degrees, GCJ-02 (F9) unless said otherwise."""


@dataclass(frozen=True, slots=True)
class District:
    """A real district: 行政区划, the short names a company's name may begin with, and its middle."""

    region: str
    shorts: tuple[str, ...]
    middle: Point


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An invented company and its site; `point` is GCJ-02."""

    name: str
    district: District
    address: str
    point: Point
    credit_code: str
    contact: str


DISTRICTS: tuple[District, ...] = tuple(
    District(region, tuple(shorts.split()), (longitude, latitude))
    for region, shorts, longitude, latitude in (
        ("山东省济南市历城区", "山东 济南", 117.0653, 36.6812),
        ("山东省济南市章丘区", "山东 章丘", 117.5402, 36.7121),
        ("山东省青岛市黄岛区", "青岛 山东", 120.1982, 35.9613),
        ("山东省青岛市城阳区", "青岛", 120.3961, 36.3072),
        ("山东省淄博市张店区", "淄博 山东", 118.0181, 36.8073),
        ("山东省烟台市福山区", "烟台", 121.2683, 37.4982),
        ("山东省潍坊市寒亭区", "潍坊 山东", 119.2192, 36.7731),
        ("山东省威海市环翠区", "威海", 122.1231, 37.5022),
        ("山东省济宁市任城区", "济宁 山东", 116.6062, 35.4443),
        ("山东省泰安市岱岳区", "泰安", 117.0413, 36.1881),
        ("山东省临沂市兰山区", "临沂 山东", 118.3482, 35.0512),
        ("山东省日照市岚山区", "日照", 119.3191, 35.1223),
        ("山东省德州市陵城区", "德州", 116.5762, 37.3361),
        ("山东省滨州市邹平市", "邹平 山东", 117.7432, 36.8633),
        ("山东省枣庄市滕州市", "滕州", 117.1651, 35.1142),
        ("北京市大兴区", "北京", 116.3421, 39.7273),
        ("北京市顺义区", "北京", 116.6552, 40.1301),
        ("天津市武清区", "天津", 117.0443, 39.3842),
        ("河北省石家庄市鹿泉区", "石家庄 河北", 114.3142, 38.0863),
        ("河北省保定市竞秀区", "保定", 115.4591, 38.8782),
        ("江苏省苏州市吴中区", "苏州 江苏", 120.6323, 31.2621),
        ("江苏省无锡市惠山区", "无锡", 120.2982, 31.6813),
        ("江苏省南通市通州区", "南通", 121.0751, 32.0642),
        ("浙江省宁波市鄞州区", "宁波 浙江", 121.5472, 29.8171),
        ("浙江省台州市黄岩区", "台州", 121.2623, 28.6502),
        ("广东省佛山市顺德区", "佛山 广东", 113.2942, 22.8053),
        ("广东省深圳市龙岗区", "深圳", 114.2471, 22.7202),
        ("广东省惠州市惠阳区", "惠州 广东", 114.4563, 22.7891),
        ("广东省珠海市香洲区", "珠海", 113.5432, 22.2663),
        ("河南省洛阳市涧西区", "洛阳 河南", 112.3961, 34.6582),
        ("陕西省西安市雁塔区", "西安 陕西", 108.9493, 34.2221),
        ("陕西省宝鸡市渭滨区", "宝鸡", 107.1502, 34.3713),
        ("四川省成都市双流区", "成都 四川", 103.9242, 30.5741),
        ("湖北省武汉市江夏区", "武汉 湖北", 114.3221, 30.3762),
        ("辽宁省沈阳市铁西区", "沈阳 辽宁", 123.3773, 41.8031),
        ("辽宁省大连市金州区", "大连", 121.7832, 39.0502),
        ("新疆维吾尔自治区乌鲁木齐市米东区", "新疆 乌鲁木齐", 87.6551, 43.9743),
        ("新疆维吾尔自治区昌吉回族自治州昌吉市", "昌吉", 87.2683, 44.0142),
    )
)
HULUNBUIR = District("内蒙古自治区呼伦贝尔市海拉尔区", ("内蒙古",), (119.7362, 49.2121))
BAC_NINH = District("越南北宁省", ("越南",), (106.0763, 21.1862))
BAVARIA = District("德国巴伐利亚州", ("德国",), (11.5761, 48.1373))
HEAD_OFFICE: Point = (116.4473, 39.9227)

KINDS: dict[str, tuple[str, ...]] = {
    "制造": (
        "轴承制造", "精密铸造", "特种电缆", "阀门", "液压机械", "橡塑制品", "汽车零部件", "环保设备",
        "新材料", "纺织", "门窗幕墙", "木业", "紧固件", "电机", "包装制品", "仪器仪表",
    ),
    "施工": ("建设工程", "钢结构工程", "园林绿化工程", "市政工程", "装饰工程"),
    "信息": ("信息技术", "软件", "数据服务", "智能科技"),
    "食品": ("食品", "粮油", "水产", "调味品"),
    "服务": ("物业服务", "电器售后服务", "仓储物流"),
}  # fmt: skip
_FIRST = "筠澜翊琮昀樾沣珺岫翀湛璟苒垚铄屹芃泓曜砚霁聿珩瀚"
_SECOND = "砺岫沐铄黛璟屹芃泓霖曜榆溪澈宁笙岳黎禾铂骁昶弈涵"
_ROADS = (
    "工业南路",
    "科技三路",
    "兴业大街",
    "创新路",
    "纬七路",
    "港城大道",
    "迎宾路",
    "经十六路",
    "开拓路",
    "振兴东路",
)
_CONTACTS = "毕仲关佟邬束车鞠蒙古池麻应祁涂骆虞门战由"

LONG_NAME = "内蒙古自治区呼伦贝尔市海拉尔区苍穆绿色农畜产品精深加工与冷链仓储物流股份有限公司"
RARE_NAME = "山东筠䶮轴承制造有限公司"


def moved(point: Point, east_m: float, north_m: float) -> Point:
    """Return a point moved by metres; flat, so good to about 0.5 % within a hundred kilometres."""
    longitude, latitude = point
    per_degree = 111_320.0
    return (
        longitude + east_m / (per_degree * math.cos(math.radians(latitude))),
        latitude + north_m / 111_000.0,
    )


def companies(rng: Random) -> dict[str, list[Enterprise]]:
    """Return invented companies by kind of business, each name once."""
    pairs = [_FIRST[place % 24] + _SECOND[(place * 5 + place // 24 * 7) % 24] for place in range(24 * 8)]
    found: dict[str, list[Enterprise]] = {}
    serial = 0
    for kind, trades in KINDS.items():
        found[kind] = []
        for _ in range({"制造": 108, "施工": 26, "信息": 22, "食品": 12, "服务": 12}[kind]):
            district = DISTRICTS[serial % len(DISTRICTS)]
            name = f"{rng.choice(district.shorts)}{pairs[serial]}{rng.choice(trades)}有限公司"
            found[kind].append(settled(name, district, serial, rng))
            serial += 1
    return found


def settled(name: str, district: District, serial: int, rng: Random) -> Enterprise:
    """Give a company an address within some 3 km of its district's middle."""
    address = f"{district.region}{rng.choice(_ROADS)}{rng.randrange(1, 400)}号"
    point = moved(district.middle, rng.uniform(-3000, 3000), rng.uniform(-3000, 3000))
    credit_code = f"919901{serial * 7919 % 90_000_000 + 10_000_000}{'MA5X'}"
    contact = rng.choice(_CONTACTS) + rng.choice(("经理", "主任", "工", "部长"))
    return Enterprise(name, district, address, point, credit_code, contact)


# The public formulas of the datums, written out here so that the samples do not lean on the program's own.


def _waves(x: float, y: float) -> tuple[float, float]:
    root = math.sqrt(abs(x))
    common = 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (common + 20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (common + 20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    return east, north


def _gcj_shift(point: Point) -> Point:
    """Return what GCJ-02 adds to a WGS-84 point, in degrees (Krassowsky ellipsoid)."""
    axis, eccentricity = 6378245.0, 0.00669342162296594323
    longitude, latitude = point
    east, north = _waves(longitude - 105.0, latitude - 35.0)
    radians = math.radians(latitude)
    magic = 1 - eccentricity * math.sin(radians) ** 2
    across = math.degrees(east / (axis / math.sqrt(magic) * math.cos(radians)))
    along = math.degrees(north / (axis * (1 - eccentricity) / (magic * math.sqrt(magic))))
    return across, along


def _abroad(point: Point) -> bool:
    return not (72.0 <= point[0] <= 138.0 and 0.8 <= point[1] <= 56.0)


def as_wgs84(point: Point) -> Point:
    """Express a GCJ-02 point in WGS-84; good to a few metres. Far from China the two are one."""
    if _abroad(point):
        return point
    guess = point
    for _ in range(3):
        across, along = _gcj_shift(guess)
        guess = (point[0] - across, point[1] - along)
    return guess


def as_bd09(point: Point) -> Point:
    """Express a GCJ-02 point in BD-09; far from China the two are one."""
    if _abroad(point):
        return point
    longitude, latitude = point
    turn = math.pi * 3000.0 / 180.0
    radius = math.hypot(longitude, latitude) + 0.00002 * math.sin(latitude * turn)
    angle = math.atan2(latitude, longitude) + 0.000003 * math.cos(longitude * turn)
    return radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006
