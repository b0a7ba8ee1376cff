"""Say why a file, a sheet or a folder was refused: what happened, what is safe, and what to do."""

from dataclasses import dataclass
from enum import StrEnum

from tianyi_desk.facts.intake import Complaint

SAFE = "其余文件照常读取，尚未保存任何内容"


class Refusal(StrEnum):
    """The kinds of trouble with a whole file, sheet or folder."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not a file"
    EMPTY = "empty"
    NO_CELLS = "no cells"
    WEB_PAGE = "web page"
    XML_SPREADSHEET = "xml spreadsheet"
    XML = "xml"
    JSON = "json"
    ZIP = "zip"
    OTHER_ARCHIVE = "other archive"
    DOCX = "docx"
    PPTX = "pptx"
    ODS = "ods"
    XLSB = "xlsb"
    DOC = "doc"
    PDF = "pdf"
    PICTURE = "picture"
    PASSWORD = "password"  # noqa: S105 - a kind of refusal
    BROKEN_ZIP = "broken zip"
    BROKEN_XLSX = "broken xlsx"
    BROKEN_XLS = "broken xls"
    ENTITIES = "entities"
    UNKNOWN = "unknown"
    ENCODING = "encoding"
    TOO_LARGE = "too large"
    TOO_DENSE = "too dense"
    TOO_MANY_ROWS = "too many rows"
    TOO_MANY_COLUMNS = "too many columns"
    TOO_MANY_SHEETS = "too many sheets"
    NO_HEADINGS = "no headings"
    COLUMNS_MISSING = "columns missing"
    NO_IMPORTER_IN_FOLDER = "nothing in folder"
    PICTURES_ASTRAY = "pictures astray"
    NOT_A_PICTURE = "not a picture"
    FOLDER_UNREADABLE = "folder unreadable"
    CHANGED = "changed"
    CRASHED = "crashed"
    TOO_SLOW = "too slow"
    TOO_HUNGRY = "too hungry"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What happened and what to do; {found} in `happened` is what was found."""

    happened: str
    to_do: str
    expected: str


TABLE = ".xlsx、.xls 或 .csv 表格"
SENTENCES: dict[Refusal, Sentence] = {
    Refusal.MISSING: Sentence("找不到这个文件或文件夹", "请检查路径，确认它没有被移动或改名", "存在的文件"),
    Refusal.UNREADABLE: Sentence(
        "文件打不开（{found}）",
        "请关闭正在使用它的程序，或复制到本机并检查读取权限后再导入",
        "可以读取的文件",
    ),
    Refusal.NOT_A_FILE: Sentence("这不是普通文件", "请换成表格文件或照片文件夹", TABLE),
    Refusal.EMPTY: Sentence("文件是空的（0 字节）", "请从来源系统重新导出后再导入", TABLE),
    Refusal.NO_CELLS: Sentence(
        "表格里没有任何内容", "请确认导出时选对了表，填好内容后再导入", "有表头和数据的表格"
    ),
    Refusal.WEB_PAGE: Sentence(
        "文件其实是网页（HTML），只是改了后缀", "请用 WPS 或 Excel 打开它，另存为 .xlsx 后再导入", TABLE
    ),
    Refusal.XML_SPREADSHEET: Sentence(
        "文件是旧式的 XML 表格", "请用 WPS 或 Excel 打开它，选“另存为 Excel 工作簿（.xlsx）”后再导入", TABLE
    ),
    Refusal.XML: Sentence("文件是 XML 文本，不是表格", "请在来源系统中选择导出为 Excel 后再导入", TABLE),
    Refusal.JSON: Sentence(
        "文件是 JSON 数据，目前还不能直接读取", "请在来源系统中导出为 Excel，按标准模板整理后再导入", TABLE
    ),
    Refusal.ZIP: Sentence(
        "文件是压缩包，目前还不能直接读取",
        "请先解压，再导入解压出来的表格和照片文件夹",
        "解压后的表格或照片文件夹",
    ),
    Refusal.OTHER_ARCHIVE: Sentence(
        "文件是 {found} 压缩包，不能读取",
        "请用解压软件解开，再导入里面的表格和照片文件夹",
        "解压后的表格或照片文件夹",
    ),
    Refusal.DOCX: Sentence("文件是 Word 文档（.docx）", "请把其中的表格复制到标准模板里再导入", TABLE),
    Refusal.PPTX: Sentence("文件是演示文稿（.pptx）", "请把需要的内容填进标准模板再导入", TABLE),
    Refusal.ODS: Sentence(
        "文件是 ODF 格式的办公文档", "请用 WPS 或 LibreOffice 另存为 .xlsx 后再导入", TABLE
    ),
    Refusal.XLSB: Sentence(
        "文件是二进制工作簿（.xlsb）", "请在 Excel 中另存为普通工作簿 .xlsx 后再导入", TABLE
    ),
    Refusal.DOC: Sentence(
        "文件是旧版 Office 文档，里面没有工作表", "请把表格内容另存为 .xlsx 后再导入", TABLE
    ),
    Refusal.PDF: Sentence("文件是 PDF", "请向提供方索取表格原件，或把内容填进标准模板再导入", TABLE),
    Refusal.PICTURE: Sentence(
        "这是一张单独的图片，看不出属于哪个计划",
        "请放进“照片/计划编号/首次会议”（或末次会议、其他照片）这样的文件夹，再导入该文件夹",
        "照片文件夹",
    ),
    Refusal.PASSWORD: Sentence(
        "工作簿设了打开密码", "请用 Excel 或 WPS 打开，取消密码并保存后再导入", "没有密码的工作簿"
    ),
    Refusal.BROKEN_ZIP: Sentence(
        "文件不完整，像是没有下载完的压缩格式文件", "请重新下载或重新拷贝后再导入", TABLE
    ),
    Refusal.BROKEN_XLSX: Sentence(
        "工作簿（.xlsx）已损坏（{found}）", "请用 Excel 或 WPS 打开并修复、另存后再导入", "完好的 .xlsx"
    ),
    Refusal.BROKEN_XLS: Sentence(
        "旧版工作簿（.xls）已损坏（{found}）", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入", "完好的 .xls"
    ),
    Refusal.ENTITIES: Sentence(
        "工作簿里声明了正常表格不会有的“实体”，展开后可能占满内存，没有读取",
        "请确认来源可靠，用 Excel 或 WPS 打开并另存后再导入",
        "没有自定义实体的 .xlsx",
    ),
    Refusal.UNKNOWN: Sentence("文件不是本程序认识的格式", "请换成标准模板的 .xlsx、.xls 或 .csv 文件", TABLE),
    Refusal.ENCODING: Sentence(
        "文本的编码无法识别（第 {found} 字节起不是 UTF-8，也不是 GB18030）",
        "请用 Excel 打开后另存为“CSV UTF-8”再导入",
        "UTF-8、GB18030 或带 BOM 的 UTF-16",
    ),
    Refusal.TOO_LARGE: Sentence(
        "文件展开后有 {found}，超过 400 MB 的上限",
        "请按月份或部门拆成几个文件后分别导入",
        "展开后不超过 400 MB",
    ),
    Refusal.TOO_DENSE: Sentence(
        "文件的压缩比达到 {found}:1，超过 100:1 的上限，可能是恶意文件",
        "请确认来源可靠，用 Excel 打开另存后再导入",
        "压缩比不超过 100:1",
    ),
    Refusal.TOO_MANY_ROWS: Sentence(
        "工作表用到了第 {found} 行，超过 200000 行的上限",
        "请删除数据下方多余的行，或拆成几个文件后再导入",
        "不超过 200000 行",
    ),
    Refusal.TOO_MANY_COLUMNS: Sentence(
        "工作表用到了第 {found} 列，超过 200 列的上限", "请删除数据右侧多余的列后再导入", "不超过 200 列"
    ),
    Refusal.TOO_MANY_SHEETS: Sentence(
        "工作簿有 {found} 个工作表，超过 30 个的上限",
        "请把需要的工作表另存为新的工作簿后再导入",
        "不超过 30 个工作表",
    ),
    Refusal.NO_HEADINGS: Sentence(
        "前 10 行里找不到认识的表头（找到的是：{found}）", "请对照标准模板改好表头后再导入", "标准模板的表头"
    ),
    Refusal.COLUMNS_MISSING: Sentence(
        "缺少必填的列（现有的列是：{found}）", "请补上缺少的列后再导入", "必填的列"
    ),
    Refusal.NO_IMPORTER_IN_FOLDER: Sentence(
        "文件夹里没有可以导入的表格或照片",
        "请选择装有标准模板表格，或装有“照片/计划编号/首次会议”的文件夹",
        "表格或照片文件夹",
    ),
    Refusal.PICTURES_ASTRAY: Sentence(
        "文件夹里有 {found} 张图片，但看不出属于哪个计划的哪一类",
        "请放进“照片/计划编号/首次会议”（或末次会议、其他照片）这样的文件夹后再导入",
        "照片/计划编号/类别",
    ),
    Refusal.NOT_A_PICTURE: Sentence(
        "照片文件夹里的这个文件不是图片",
        "如果是照片，请转成 JPEG 后重新放入；不是则请移走",
        "JPEG、PNG、WebP 或 HEIC 图片",
    ),
    Refusal.FOLDER_UNREADABLE: Sentence(
        "文件夹打不开（{found}）", "请检查读取权限，或把它复制到本机后再导入", "可以读取的文件夹"
    ),
    Refusal.CHANGED: Sentence(
        "读取途中文件被改动或移走了，读到的内容没有采用",
        "请等它保存完毕，或先复制到本机，再重新导入",
        "读取时没有变动的文件",
    ),
    Refusal.CRASHED: Sentence(
        "读取这个文件时程序部件意外停止（{found}），文件多半已损坏",
        "请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入",
        "完好的表格文件",
    ),
    Refusal.TOO_SLOW: Sentence(
        "读取这个文件超过 {found} 秒没有进展，已停止读取",
        "请先复制到本机，仍不行就用 Excel 打开，拆成几个文件另存后再导入",
        "几分钟内读得完的文件",
    ),
    Refusal.TOO_HUNGRY: Sentence(
        "读取这个文件需要的内存超过上限，已停止读取",
        "请用 Excel 打开，删除数据以外的行列，或拆成几个文件另存后再导入",
        "大小正常的表格文件",
    ),
}


def refuse(
    refusal: Refusal,
    file: str,
    sheet: str = "",
    *,
    found: str = "",
    expected: str = "",
    row: int | None = None,
) -> Complaint:
    """Return the complaint about a whole file or sheet; `found` fills the sentence, `expected` replaces its own."""
    sentence = SENTENCES[refusal]
    happened = sentence.happened.format(found=found)
    if expected:
        happened = f"{happened}，缺的是：{expected}"
    message = f"{happened}；{SAFE}；{sentence.to_do}。"
    return Complaint(file, sheet, row, None, found, expected or sentence.expected, message)
