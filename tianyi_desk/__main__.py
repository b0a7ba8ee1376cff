"""Start the command line: `python -m tianyi_desk`."""

import sys
import traceback

from tianyi_desk.terminal import speak_utf8, tell
from tianyi_desk.trouble import DeskError

NOT_DONE, INTERRUPTED = 3, 130


def main() -> int:
    """Run the command line and return its exit status; whatever goes wrong is said in Chinese."""
    speak_utf8()
    try:
        from tianyi_desk.cli import main as run  # noqa: PLC0415 - a fault while loading is told, too

        return run()
    except DeskError as trouble:
        tell(f"没能完成：{trouble}")
        return NOT_DONE
    except KeyboardInterrupt:
        tell("已中断；没有保存任何东西。")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - a bug: say what is safe, then the details
        tell("程序出错，没能完成。已保存的数据没有改动；请把下面的内容发给开发人员。")
        tell(traceback.format_exc())
        return NOT_DONE


if __name__ == "__main__":
    sys.exit(main())
