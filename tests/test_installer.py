"""Setting up on a fresh machine: once, without a network the second time, and anew after a broken attempt."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
WHEEL = "trifle-1.0-py3-none-any.whl"


def write_wheel(folder: Path) -> Path:
    """Write a package with nothing in it but a name, so that an installation needs no network."""
    path = folder / WHEEL
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("trifle.py", "NAME = 'trifle'\n")
        wheel.writestr("trifle-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: trifle\nVersion: 1.0\n")
        wheel.writestr(
            "trifle-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("trifle-1.0.dist-info/RECORD", "")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project like this one, with one tiny dependency, in a folder of spaces and Chinese."""
    folder = tmp_path / "天一 签到" / "my clone"
    (folder / "installer").mkdir(parents=True)
    for name in ("start.py", "system_packages.py"):
        shutil.copy(ROOT / "installer" / name, folder / "installer")
    (folder / "installer" / "constraints.txt").write_text("trifle==1.0\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "x"\ndependencies = ["trifle"]\n'
        '[project.optional-dependencies]\ntest = ["trifle>=1"]\n',
        encoding="utf-8",
    )
    (folder / "tianyi_desk").mkdir()
    (folder / "tianyi_desk" / "__init__.py").touch()
    (folder / "tianyi_desk" / "__main__.py").write_text(
        "import sys, trifle\nprint(trifle.NAME, *sys.argv[1:])\n", encoding="utf-8"
    )
    write_wheel(tmp_path)
    return folder


def start_in(project: Path, *arguments: str, packages: Path | None) -> subprocess.CompletedProcess[str]:
    """Run the installer as a person does; without `packages` there is nowhere to install from."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environment |= {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    if packages is not None:
        environment["PIP_FIND_LINKS"] = packages.as_uri()
    return subprocess.run(
        [sys.executable, str(project / "installer" / "start.py"), *arguments],
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture
def start(project: Path) -> ModuleType:
    """Load the project's installer as a module."""
    spec = importlib.util.spec_from_file_location("start_under_test", project / "installer" / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pretend_finished(start: ModuleType, *extras: str) -> None:
    """Lay out what a finished set-up leaves behind."""
    python = Path(start.environment_python())
    python.parent.mkdir(parents=True)
    python.touch()
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python3.11/site-packages"
    (start.VENV / pattern / "trifle-1.0.dist-info").mkdir(parents=True)
    start.UNFINISHED.touch()
    start.write_stamp(frozenset(extras))


def test_a_failed_set_up_begins_anew_and_a_finished_one_starts_without_a_network(project: Path) -> None:
    failed = start_in(project, "demo", packages=None)
    assert failed.returncode == 3
    assert "依赖没有装好" in failed.stderr
    assert (project / ".venv" / "setup-unfinished").exists()

    mended = start_in(project, "demo", packages=project.parent.parent)
    assert mended.returncode == 0, mended.stderr
    assert "上次的运行环境不完整，重新建立" in mended.stdout
    assert mended.stdout.splitlines()[-1] == f"trifle demo --folder {project / 'output'}"

    later = start_in(project, "demo", "--headless", packages=None)
    assert later.returncode == 0, later.stderr
    assert later.stdout == f"trifle demo --folder {project / 'output'} --headless\n"


def test_a_finished_environment_is_recognised(start: ModuleType) -> None:
    pretend_finished(start)
    assert start.finished(frozenset())
    assert not start.finished(frozenset({"test"}))


def test_the_environment_of_the_tests_serves_the_demo_too(start: ModuleType) -> None:
    pretend_finished(start, "test")
    assert start.finished(frozenset())
    assert start.finished(frozenset({"test"}))


def test_a_changed_pin_means_installing_again(start: ModuleType) -> None:
    pretend_finished(start)
    start.CONSTRAINTS.write_text("trifle==1.1\n", encoding="utf-8")
    assert not start.finished(frozenset())


def test_a_changed_dependency_means_installing_again_but_a_changed_tool_setting_does_not(
    start: ModuleType,
) -> None:
    pretend_finished(start)
    project = start.ROOT / "pyproject.toml"
    before = project.read_text(encoding="utf-8")
    project.write_text(before + "\n[tool.ruff]\nline-length = 90\n", encoding="utf-8")
    assert start.finished(frozenset())
    project.write_text(before.replace('["trifle"]', '["trifle", "other"]'), encoding="utf-8")
    assert not start.finished(frozenset())


def test_a_package_that_went_missing_means_installing_again(start: ModuleType) -> None:
    pretend_finished(start)
    next(start.VENV.rglob("*.dist-info")).rmdir()
    assert not start.finished(frozenset())


def test_an_environment_whose_python_went_away_is_not_finished(start: ModuleType) -> None:
    pretend_finished(start)
    Path(start.environment_python()).unlink()
    assert not start.finished(frozenset())
    assert not start.usable()


@pytest.mark.parametrize("stamp", ["", "{", "[]", '{"extras": []}', json.dumps({"extras": 3})])
def test_a_damaged_stamp_counts_as_none(start: ModuleType, stamp: str) -> None:
    pretend_finished(start)
    start.STAMP.write_text(stamp, encoding="utf-8")
    assert not start.finished(frozenset())


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 14, 0), (2, 7, 18)])
def test_a_python_that_was_not_tried_is_refused_in_a_sentence(
    start: ModuleType, version: tuple[int, int, int]
) -> None:
    with pytest.raises(start.SetupError, match=r"需要 Python 3\.11、3\.12 或 3\.13，当前是 "):
        start.require_version(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 9), (3, 13, 1)])
def test_the_pythons_that_were_tried_are_accepted(start: ModuleType, version: tuple[int, int, int]) -> None:
    assert start.require_version(version) is None


def test_a_python_without_ensurepip_gets_a_sentence_where_nothing_can_be_installed(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(start.SetupError, match=r"缺少 venv 组件.*apt-get install python3\.\d+-venv"):
        start.require_ensurepip()


@pytest.mark.skipif(os.name == "nt", reason="apt-get is Debian's")
def test_the_missing_part_is_installed_with_apt_after_fetching_the_lists(
    libraries: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "apt.log"
    program = tmp_path / "apt-get"
    program.write_text(
        f'#!/bin/sh\necho "$*" >> "{log}"\n[ "$1" = update ] || grep -q update "{log}"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert libraries.apt_install(["python3-venv"], lambda _line: None)
    asked = log.read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in asked] == ["install", "update", "install"]
    assert asked[-1].endswith("python3-venv")


def test_wrong_words_are_answered_with_the_usage(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main([]) == 2
    assert start.main(["fly"]) == 2
    assert start.main(["test", "more"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("用法：") == 3
    assert start.main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("用法：")


def test_every_check_runs_although_one_failed_and_the_closing_line_comes_last(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "prepare", lambda _extras: None)
    monkeypatch.setattr(start, "environment_python", lambda: sys.executable)
    monkeypatch.setattr(
        start,
        "CHECKS",
        {
            "mypy": ("-c", "print('一处错误'); raise SystemExit(1)"),
            "pytest": ("-c", "print('....'); print('4 passed in 0.1s'); print()"),
        },
    )
    assert start.main(["test"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "一处错误" in lines
    assert lines[-3:] == ["未通过  mypy", "通过　  pytest", "4 passed in 0.1s"]


def test_the_checks_are_those_of_the_house_in_their_order(start: ModuleType) -> None:
    assert list(start.CHECKS) == ["ruff check", "ruff format", "mypy", "lint-imports", "pytest"]


def test_ci_calls_the_same_command_as_everybody() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").splitlines()[-1].endswith("python3 installer/start.py test")
    assert os.access(script, os.X_OK)


def test_every_installed_version_is_pinned_exactly() -> None:
    lines = (ROOT / "installer" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert all(line.count("==") == 1 and " " not in line for line in pins)


@pytest.fixture
def libraries() -> ModuleType:
    """Load what looks after the window's system libraries."""
    path = ROOT / "installer" / "system_packages.py"
    spec = importlib.util.spec_from_file_location("system_packages_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_is_installed_where_the_window_loads(libraries: ModuleType) -> None:
    said: list[str] = []
    assert libraries.see_to(sys.executable, dict(os.environ), said.append) == ""
    assert said == []


def test_missing_libraries_are_fetched_by_the_administrator_and_looked_at_again(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["libEGL.so.1: cannot open shared object file", ""])
    fetched: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(libraries.shutil, "which", lambda _name: "/usr/bin/apt-get")
    monkeypatch.setattr(libraries, "missing", lambda *_asked: next(answers))
    monkeypatch.setattr(libraries, "install", lambda names, _say: fetched.append(names))
    monkeypatch.setenv("DISPLAY", ":0")
    assert libraries.see_to("python", {}, lambda _line: None) == ""
    assert "libegl1" in fetched[0]
    assert "libxcb-cursor0" in fetched[0]


def test_a_person_without_rights_is_told_what_to_install(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(libraries, "missing", lambda *_asked: "libGL.so.1: 没有那个文件")
    monkeypatch.delenv("DISPLAY", raising=False)
    advice = libraries.see_to("python", {}, lambda _line: None)
    assert "libGL.so.1" in advice
    assert "apt-get install libgl1" in advice
    assert "libxcb" not in advice
