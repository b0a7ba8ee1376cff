"""Every kind of sheet in every form of file, whatever its columns are called and wherever its headings stand."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.importers.sheets import CHECK_IN, PLAN, SHEETS, Record, drafted, read, write, write_rows
from tianyi_desk.facts.intake import Draft, Intake
from tianyi_desk.facts.records import Photo
from tianyi_desk.facts.vocabulary import Entity, PhotoCategory
from tianyi_desk.importers.headings import HEADINGS
from tianyi_desk.importers.synonyms import spelled_out

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64


def same(one: Draft, other: Draft) -> bool:
    return (one.entity, one.fact, one.given, one.raw) == (other.entity, other.fact, other.given, other.raw)


@pytest.mark.parametrize("kind", SHEETS)
def test_every_kind_of_sheet_reads_the_same_from_every_form(kind: str, tmp_path: Path) -> None:
    first = drafted(tmp_path / "表.xlsx", SHEETS[kind], sheet=kind)
    assert first.entity == kind
    assert first.raw == {heading: str(cell) for heading, cell in SHEETS[kind].items()}
    assert same(first, drafted(tmp_path / "表.xls", SHEETS[kind], sheet=kind))
    for encoding in ENCODINGS:
        rows: list[list[object]] = [list(SHEETS[kind]), list(SHEETS[kind].values())]
        intake = read(write_rows(tmp_path / f"{encoding}.csv", rows, encoding=encoding))
        assert intake.complaints == ()
        assert same(first, intake.drafts[0]), encoding


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheets_name_is_not_needed(kind: str, tmp_path: Path) -> None:
    assert drafted(tmp_path / "a.xlsx", SHEETS[kind], sheet="Sheet1").entity == kind


@pytest.mark.parametrize("kind", SHEETS)
def test_the_order_of_columns_does_not_matter(kind: str, tmp_path: Path) -> None:
    usual, turned = SHEETS[kind], dict(reversed(list(SHEETS[kind].items())))
    assert drafted(tmp_path / "a.xlsx", usual).fact == drafted(tmp_path / "b.xlsx", turned).fact


@pytest.mark.parametrize("form", [".xlsx", ".xls", ".csv"])
def test_all_six_sheets_fit_into_one_month(form: str, tmp_path: Path) -> None:
    for kind, record in SHEETS.items():
        write(tmp_path / f"{kind}{form}", record, sheet=kind)
    intake = read(tmp_path)
    assert intake.complaints == ()
    assert {draft.entity for draft in intake.drafts} == set(Entity)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("审核计划编号", "计划编号"),
        ("计划号", "计划编号"),
        ("受审核方", "企业名称"),
        ("受审核方名称", "企业名称"),
        ("被审核组织名称", "企业名称"),
        ("受审核企业", "企业名称"),
        ("被审核方", "企业名称"),
        ("审核企业名称", "企业名称"),
        ("审核组织", "企业名称"),
        ("审核方名称", "企业名称"),
        ("组织名称", "企业名称"),
        ("单位名称", "企业名称"),
        ("审核组成员", "审核组"),
        ("审核组成员（含组长）", "审核组"),
        ("*计划编号 ", "计划编号"),
        ("计划编号＊", "计划编号"),
        ("【企业名称】", "企业名称"),
        ("企业 名称", "企业名称"),
        ("企业\n名称", "企业名称"),
        ("企业名称（全称）", "企业名称"),
        ("审核时间(必填)", "审核时间"),
        ("统一社会信用代码［18位］", "统一社会信用代码"),
    ],
)
def test_a_plans_column_is_known_by_its_other_names(written: str, meant: str, tmp_path: Path) -> None:
    renamed = {written if heading == meant else heading: cell for heading, cell in PLAN.items()}
    draft = drafted(tmp_path / "a.xlsx", renamed)
    assert draft.fact == drafted(tmp_path / "b.xlsx", PLAN).fact
    assert " ".join(written.split()) in draft.raw


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("签到人", "姓名"),
        ("签到人员", "姓名"),
        ("签到经度", "经度"),
        ("签到纬度", "纬度"),
        ("签到时间", "时间"),
        ("审核计划编号", "计划编号"),
    ],
)
def test_a_check_ins_column_is_known_by_its_other_names(written: str, meant: str, tmp_path: Path) -> None:
    renamed = {written if heading == meant else heading: cell for heading, cell in CHECK_IN.items()}
    assert drafted(tmp_path / "a.xlsx", renamed).fact == drafted(tmp_path / "b.xlsx", CHECK_IN).fact


@pytest.mark.parametrize("entity", HEADINGS)
def test_no_heading_means_two_columns_of_one_kind(entity: Entity) -> None:
    owners: dict[str, str] = {}
    for heading in HEADINGS[entity]:
        for name in heading.names:
            assert owners.setdefault(name, heading.field) == heading.field, name


@pytest.mark.parametrize("entity", HEADINGS)
def test_every_heading_can_be_written_with_a_remark(entity: Entity, tmp_path: Path) -> None:
    usual = SHEETS[entity]
    remarked: Record = {f"{heading}（见说明）*": cell for heading, cell in usual.items()}
    assert drafted(tmp_path / "a.xlsx", remarked).fact == drafted(tmp_path / "b.xlsx", usual).fact


@pytest.mark.parametrize("form", [".xlsx", ".xls", ".csv"])
@pytest.mark.parametrize("lines", [1, 3, 9])
def test_titles_above_the_headings_are_passed_over(form: str, lines: int, tmp_path: Path) -> None:
    above = [[f"天一认证 2021年10月 签到记录 {line}"] for line in range(lines)]
    intake = read(write(tmp_path / f"a{form}", CHECK_IN, above=above))
    assert intake.complaints == ()
    source = intake.drafts[0].fact.source
    assert source is not None
    assert source.row == lines + 2


def test_empty_rows_above_and_between_count_as_the_spreadsheet_numbers_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [[], ["签到记录"], [], list(CHECK_IN), [], list(CHECK_IN.values())]
    for path in (tmp_path / "a.xlsx", tmp_path / "a.xls"):
        source = read(write_rows(path, rows)).drafts[0].fact.source
        assert source is not None
        assert source.row == 6


def test_unknown_columns_stay_in_the_raw_record(tmp_path: Path) -> None:
    draft = drafted(tmp_path / "a.xlsx", {"序号": 7, **CHECK_IN, "天气": "晴"})
    assert draft.fact == drafted(tmp_path / "b.xlsx", CHECK_IN).fact
    assert (draft.raw["序号"], draft.raw["天气"]) == ("7", "晴")
    reason = read(tmp_path / "a.xlsx").recognised[0].reason
    assert "序号、天气" in reason


def test_headings_repeated_between_rows_are_no_row(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        list(CHECK_IN),
        list(CHECK_IN.values()),
        list(CHECK_IN),
        list(CHECK_IN.values()),
    ]
    intake = read(write_rows(tmp_path / "a.xlsx", rows))
    assert (len(intake.drafts), intake.complaints) == (2, ())


def test_a_sheet_without_headings_beside_a_good_one_is_shown_as_not_read(tmp_path: Path) -> None:
    import openpyxl

    path = write(tmp_path / "a.xlsx", CHECK_IN)
    book = openpyxl.load_workbook(path)
    book.create_sheet("填写说明").append(["请按模板填写"])
    book.save(path)
    book.close()
    intake = read(path)
    assert len(intake.drafts) == 1
    assert [(each.sheet, each.entity) for each in intake.recognised] == [
        ("Sheet1", Entity.CHECK_IN),
        ("填写说明", None),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_text_tables_delimiter_is_found(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "\n".join(delimiter.join(map(str, row)) for row in (CHECK_IN, CHECK_IN.values())), "utf-8"
    )
    assert read(path).drafts[0].fact == drafted(tmp_path / "b.xlsx", CHECK_IN).fact


# --- photo folders -------------------------------------------------------------------------------


def photo_folder(month: Path, number: str = "R0123012021001") -> Path:
    folder = month / "照片" / number
    for category in ("首次会议", "末次会议", "其他照片"):
        (folder / category).mkdir(parents=True)
        (folder / category / f"{category}1.jpg").write_bytes(JPEG)
    (folder / "首次会议" / "Thumbs.db").write_bytes(b"\0")
    (folder / "首次会议" / ".DS_Store").write_bytes(b"\0")
    (folder / "首次会议" / "._首次会议1.jpg").write_bytes(b"\0")
    (folder / "desktop.ini").write_text("[x]")
    return folder


PHOTOS = [
    Photo("R0123012021001", PhotoCategory.OTHER, "其他照片1.jpg"),
    Photo("R0123012021001", PhotoCategory.CLOSING_MEETING, "末次会议1.jpg"),
    Photo("R0123012021001", PhotoCategory.OPENING_MEETING, "首次会议1.jpg"),
]


def photos(intake: Intake) -> list[Photo]:
    assert intake.complaints == ()
    found = [replace(draft.fact, source=None) for draft in intake.drafts if isinstance(draft.fact, Photo)]
    return sorted(found, key=lambda photo: (photo.category != PhotoCategory.OTHER, photo.file_name))


@pytest.mark.parametrize("below", ["", "照片", "照片/R0123012021001"])
def test_photo_folders_can_be_handed_in_at_every_depth(below: str, tmp_path: Path) -> None:
    photo_folder(tmp_path / "2021-10")
    assert photos(read(tmp_path / "2021-10" / below)) == PHOTOS


def test_one_categorys_folder_can_be_handed_in(tmp_path: Path) -> None:
    assert photos(read(photo_folder(tmp_path) / "首次会议")) == PHOTOS[2:]


@pytest.mark.parametrize(
    ("inside", "handed_in"),
    [
        ("照片", "R0123012021001"),
        ("照片", "."),
        ("", "照片"),
        ("照片/R0123012021001", "."),
        ("照片/R0123012021001", "首次会议"),
        ("照片/R0123012021001/首次会议", "."),
    ],
)
def test_photo_folders_can_be_handed_in_by_a_relative_path(
    inside: str, handed_in: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo_folder(tmp_path / "2021-10")
    monkeypatch.chdir(tmp_path / "2021-10" / inside)
    intake = read(Path(handed_in))
    expected = PHOTOS[2:] if "首次会议" in (handed_in, os.path.basename(inside)) else PHOTOS
    assert photos(intake) == expected
    assert all(recognised.file for recognised in intake.recognised)


def test_several_plans_folders_are_told_apart_and_numbers_are_tidied(tmp_path: Path) -> None:
    photo_folder(tmp_path, "r0123012021002")
    photo_folder(tmp_path, "R0123012021001")
    assert {photo.plan for photo in photos(read(tmp_path))} == {"R0123012021001", "R0123012021002"}


def test_pictures_without_a_plans_folder_are_astray_and_no_plan_is_made_up(tmp_path: Path) -> None:
    for folder in ("照片/首次会议", "照片"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "1.jpg").write_bytes(JPEG)
    intake = read(tmp_path)
    assert intake.drafts == ()
    assert "2 张图片" in intake.complaints[0].message


def test_a_file_among_the_photos_that_is_no_picture_is_complained_about(tmp_path: Path) -> None:
    folder = photo_folder(tmp_path)
    (folder / "首次会议" / "纪要.docx").write_bytes(b"PK")
    intake = read(tmp_path)
    assert len(intake.drafts) == 3
    assert [complaint.found for complaint in intake.complaints] == ["纪要.docx"]


def test_every_synonym_notation_spells_out_without_brackets_left() -> None:
    for headings in HEADINGS.values():
        for heading in headings:
            assert not any(sign in name for name in spelled_out(heading.also) for sign in "()|"), heading.name
