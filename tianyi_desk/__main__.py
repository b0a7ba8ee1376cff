"""Start the command line: `python -m tianyi_desk`."""

import sys

NOT_DONE, INTERRUPTED = 3, 130


def main() -> int:
    """Run the command line and return its exit status; whatever goes wrong is said in Chinese."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # noqa: PLC0415 - as the program is installed, its children are it

        freeze_support()
    try:
        return _guarded()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("已中断。没有做完的步骤不留痕迹，此前保存的数据完好。\n")
        return INTERRUPTED


def _guarded() -> int:
    """Run it with everything else imported here, so that an early Ctrl-C is answered calmly, too."""
    from tianyi_desk.terminal import speak_utf8, tell  # noqa: PLC0415
    from tianyi_desk.trouble import DeskError  # noqa: PLC0415

    speak_utf8()
    try:
        from tianyi_desk.cli import main as run  # noqa: PLC0415 - a fault while loading is told, too

        return run()
    except DeskError as trouble:
        tell(f"没能完成：{trouble}")
    except Exception:  # noqa: BLE001 - a bug: say what is safe, then the details
        from traceback import format_exc  # noqa: PLC0415 - only a bug needs it

        from tianyi_desk.services.privacy import masked  # noqa: PLC0415 - only a bug needs it

        tell("程序出错，没能完成。此前保存的数据完好；请把下面的内容发给开发人员。")
        tell(masked(format_exc()))
    return NOT_DONE


if __name__ == "__main__":
    sys.exit(main())
