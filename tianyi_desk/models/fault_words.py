"""The words for what the database's environment can do to us; known before the database's libraries are loaded."""

from dataclasses import dataclass

from tianyi_desk.trouble import DeskError


@dataclass(frozen=True, slots=True)
class Fault:
    """What happened (`{where}` is the database), what is safe, what to do."""

    happened: str
    safe: str
    to_do: str


NOTHING_SAVED = "这一次的改动没有保存，原有数据完好。"
FAULTS: dict[str, Fault] = {
    "SQLITE_BUSY": Fault(
        "数据库正被另一个窗口或程序占用：{where}。",
        NOTHING_SAVED,
        "请等另一处的导入或判定结束后再试。",
    ),
    "SQLITE_FULL": Fault(
        "磁盘空间不足，数据库写不下了：{where}。",
        NOTHING_SAVED,
        "请清理磁盘，或把数据库移到空间充足的磁盘后再试。",
    ),
    "SQLITE_READONLY": Fault(
        "数据库是只读的：{where}。",
        NOTHING_SAVED,
        "请取消文件和文件夹的只读属性，或换一个有写权限的位置。",
    ),
    "SQLITE_CANTOPEN": Fault(
        "数据库打不开：{where}。",
        "没有改动任何文件。",
        "请确认路径存在、不是文件夹，并且有读写权限。",
    ),
    "SQLITE_PERM": Fault(
        "没有读写数据库的权限：{where}。",
        "没有改动任何文件。",
        "请向本机管理员申请该文件夹的读写权限。",
    ),
    "SQLITE_NOTADB": Fault(
        "这个文件不是数据库，或已损坏：{where}。",
        "没有改动该文件。",
        "请核对路径；确是本程序的数据库的，请从备份恢复。",
    ),
    "SQLITE_CORRUPT": Fault(
        "数据库文件已损坏：{where}。",
        NOTHING_SAVED,
        "请先把该文件另存一份，再从最近的备份恢复。",
    ),
    "SQLITE_IOERR": Fault(
        "读写磁盘时出错：{where}。",
        NOTHING_SAVED,
        "请检查磁盘或网络盘是否正常后再试。",
    ),
}
A_SHEET = Fault(
    "这是表格文件，不是数据库：{where}。",
    "没有改动该文件。",
    "要导入它，请打开窗口后把文件拖进来；--db 后面要写数据库的路径，还没有的会新建。",
)
NOT_OURS = Fault(
    "这是别的程序的数据库：{where}。",
    "没有改动该文件。",
    "请核对路径，或换一个文件名新建数据库。",
)
NEWER = Fault(
    "这个数据库由更新版本的程序写成，本版本不能打开：{where}。",
    "没有改动该文件。",
    "请安装新版本的程序后再打开。",
)
UNREACHABLE = Fault(
    "数据库地址不能用：{where}。",
    "没有改动任何数据。",
    "请核对数据库的路径或地址，以及所需的数据库驱动是否已安装。",
)


def fault(kind: Fault, where: str) -> DeskError:
    """Return the error to raise for a fault of the database at `where`."""
    return DeskError(kind.happened.format(where=where), kind.safe, kind.to_do)
