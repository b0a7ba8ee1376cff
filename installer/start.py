"""Set the program up on a fresh machine and start it: `python3 installer/start.py demo` or `… test`.

Only the standard library is used, so that nothing has to be installed by hand first. The first run makes
`.venv` in the project's folder and installs the pinned versions; later runs see the stamp of a finished
set-up and start at once, without a network.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "setup-finished.json"
UNFINISHED = VENV / "setup-unfinished"
CONSTRAINTS = ROOT / "installer" / "constraints.txt"
OLDEST, NEWEST = (3, 11), (3, 13)
DONE, WRONG_USE, NOT_DONE, INTERRUPTED = 0, 2, 3, 130

USAGE = """用法：python3 installer/start.py demo|test

  demo  首次运行时建立运行环境，然后用样例数据打开窗口；没有显示环境时把结果和图片写入 output 文件夹
  test  首次运行时建立运行环境，然后做全部检查（代码规范、类型、架构、测试）"""


# The checks of `test` in their order, and what the environment's Python is told to run.
CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "lint-imports": (
        "-c",
        "from importlinter.cli import lint_imports_command as check; check()",
        "--no-logo",
    ),
    "pytest": ("-m", "pytest", "-n", "auto", "--dist", "worksteal"),
}


class SetupError(Exception):
    """The machine lacks something; says in Chinese what happened and what to do."""


def say(text: str) -> None:
    """Print a line at once, also where the output is a pipe."""
    print(text, flush=True)


def require_version(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Refuse a Python that the pinned versions were not tried with."""
    if not OLDEST <= version[:2] <= NEWEST:
        found = ".".join(str(part) for part in version)
        raise SetupError(
            f"需要 Python 3.11、3.12 或 3.13，当前是 {found}（{sys.executable}）。请安装后用该版本重新运行。"
        )


def environment_python() -> str:
    """Return where the environment's Python is, whether or not it exists yet."""
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def child_environment() -> dict[str, str]:
    """Return the variables for started programs: UTF-8, and nothing that leads away from the environment."""
    dropped = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"PYTHONUTF8": "1", "PIP_USER": "0", "PIP_NO_INPUT": "1"}


# What is installed, and whether that is finished


def requirements(extras: frozenset[str]) -> list[str]:
    """Return the requirements of the program and of `extras`, as pyproject.toml states them."""
    import tomllib  # noqa: PLC0415 - an older Python must get as far as require_version()

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project.get("optional-dependencies", {})
    return [*project["dependencies"], *(line for extra in sorted(extras) for line in optional[extra])]


def fingerprint(extras: frozenset[str]) -> str:
    """Return a digest of everything that decides what gets installed."""
    version = ".".join(str(part) for part in sys.version_info[:2])
    parts = [version, *requirements(extras), CONSTRAINTS.read_text(encoding="utf-8")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def installed_packages() -> set[str]:
    """Return the packages that lie in the environment, by the names of their metadata folders."""
    pattern = "Lib/site-packages/*.dist-info" if os.name == "nt" else "lib/python3*/site-packages/*.dist-info"
    return {path.name for path in VENV.glob(pattern)}


def read_stamp() -> tuple[frozenset[str], str, set[str]]:
    """Return extras, fingerprint and packages of the last finished set-up; empty where there is none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return frozenset(stamp["extras"]), stamp["fingerprint"], set(stamp["packages"])
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset(), "", set()


def finished(extras: frozenset[str]) -> bool:
    """Tell whether the environment holds what `extras` needs, without starting anything."""
    stamped, digest, packages = read_stamp()
    return (
        extras <= stamped
        and bool(digest)
        and digest == fingerprint(stamped)
        and packages <= installed_packages()
        and Path(environment_python()).exists()
        and not UNFINISHED.exists()
    )


# Making it


def usable() -> bool:
    """Tell whether the environment's Python starts, is this version and has a pip."""
    program = "import sys, pip; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [environment_python(), "-c", program],
            env=child_environment(),
            capture_output=True,
            check=False,
            text=True,
        )
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def require_ensurepip() -> None:
    """See that a new environment gets its pip; Debian and Ubuntu ship that part apart."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    names = [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv", "python3-venv"]
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None
    if may_install and importlib.import_module("system_packages").apt_install(names, say):
        importlib.invalidate_caches()
        if importlib.util.find_spec("ensurepip") is not None:
            return
    raise SetupError(
        f"这台机器的 Python 缺少 venv 组件（ensurepip），无法建立运行环境。"
        f"请以管理员身份运行：apt-get install {names[0]}，然后重新运行本命令。"
    )


def clear_away() -> None:
    """Remove what is left of an environment that cannot be used."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        say("上次的运行环境不完整，重新建立 …")
        shutil.rmtree(VENV)


def make_environment() -> None:
    """Make an empty environment with a pip of its own; the mark stays until everything is installed."""
    require_ensurepip()
    clear_away()
    say("正在建立运行环境 .venv …")
    VENV.mkdir()
    UNFINISHED.touch()
    base = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run([base, "-m", "venv", VENV], env=child_environment(), check=False)
    if made.returncode != 0:
        raise SetupError("运行环境没有建成，原因见上。项目文件没有改动，排除原因后重新运行本命令即可。")


def install(extras: frozenset[str]) -> None:
    """Install the pinned versions, naming each package as it comes."""
    say("正在安装依赖（只有第一次需要网络，通常一到三分钟）…")
    command = [
        environment_python(),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--progress-bar=off",
    ]
    command += ["--constraint", str(CONSTRAINTS), *requirements(extras)]
    lines: list[str] = []
    with subprocess.Popen(
        command,
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            if package := re.match(r"Collecting ([\w.-]+)", line):
                say(f"  {package[1]}")
    if pip.returncode != 0:
        sys.stderr.write("".join(lines[-25:]))
        raise SetupError(
            "依赖没有装好，原因见上。项目文件没有改动。请检查网络后重新运行；"
            "不能直接上网的，可用环境变量 PIP_INDEX_URL 指定单位内部的镜像。"
        )


def write_stamp(extras: frozenset[str]) -> None:
    """Record a finished set-up; the mark of the unfinished one goes last."""
    stamp = {
        "extras": sorted(extras),
        "fingerprint": fingerprint(extras),
        "packages": sorted(installed_packages()),
        "display": bool(os.environ.get("DISPLAY")),
    }
    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    draft.replace(STAMP)
    UNFINISHED.unlink(missing_ok=True)


def see_to_window() -> None:
    """See that the system has what the window needs, where the program has a window."""
    if not any(line.startswith("PySide6") for line in requirements(frozenset())):
        return
    libraries = importlib.import_module("system_packages")  # lies beside this file
    advice = libraries.see_to(environment_python(), child_environment(), say)
    if advice:
        raise SetupError(advice)


def prepare(extras: frozenset[str]) -> None:
    """See that the environment is complete; a run that was cut off begins anew."""
    if finished(extras):
        if importlib.import_module("system_packages").seen_to(STAMP):
            return
        see_to_window()
        write_stamp(read_stamp()[0])
        return
    began = time.monotonic()
    if UNFINISHED.exists() or not usable():
        make_environment()
    wanted = extras | read_stamp()[0]
    UNFINISHED.touch()
    install(wanted)
    see_to_window()
    write_stamp(wanted)
    say(f"运行环境就绪（用时 {time.monotonic() - began:.0f} 秒）。")


# What the two words do


def demo(further: list[str]) -> int:
    """Show the sample data; further arguments go to the program, where the last one of a kind wins."""
    prepare(frozenset())
    # -P: this clone's package, even when called from inside another one.
    command = [
        environment_python(),
        "-P",
        "-m",
        "tianyi_desk",
        "demo",
        "--folder",
        str(ROOT / "output"),
        *further,
    ]
    environment = child_environment() | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, check=False).returncode


def run_check(name: str) -> tuple[bool, str]:
    """Run one check, showing what it says; return whether it passed, and its last line."""
    say(f"\n── {name}")
    closing = ""
    with subprocess.Popen(
        [environment_python(), *CHECKS[name]],
        env=child_environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as program:
        for line in program.stdout or ():
            print(line, end="", flush=True)
            closing = line.strip() or closing
    return program.returncode == 0, closing


def test(further: list[str]) -> int:
    """Run every check, also after a failed one; pytest's closing line ends the output, as CI reads it."""
    if further:
        print(USAGE, file=sys.stderr)
        return WRONG_USE
    prepare(frozenset({"test"}))
    results = {name: run_check(name) for name in CHECKS}
    say("\n── 汇总")
    for name, (passed, _) in results.items():
        say(f"{'通过　' if passed else '未通过'}  {name}")
    say(results["pytest"][1])
    return DONE if all(passed for passed, _ in results.values()) else 1


COMMANDS = {"demo": demo, "test": test}


def main(arguments: list[str]) -> int:
    """Run the command; return 0 done, 1 a check failed, 2 wrong use, 3 could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not arguments or arguments[0] not in COMMANDS:
        asked_for_help = arguments[:1] in (["-h"], ["--help"])
        print(USAGE, file=sys.stdout if asked_for_help else sys.stderr)
        return DONE if asked_for_help else WRONG_USE
    try:
        require_version()
        return COMMANDS[arguments[0]](arguments[1:])
    except SetupError as trouble:
        print(trouble, file=sys.stderr)
        return NOT_DONE
    except OSError as trouble:
        print(
            f"无法完成：{trouble}。项目文件没有改动；请检查磁盘空间和文件夹权限后重新运行。", file=sys.stderr
        )
        return NOT_DONE
    except KeyboardInterrupt:
        print("已中断；重新运行本命令即可。", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
