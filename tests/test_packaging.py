"""What is installed is whole: the wheel, the locked requirements, the desktop's own files."""

import configparser
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import reader
from tests.architecture import HOMES

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# The catalogues are shipped compiled.
NOT_SHIPPED = [("resources", ".po"), ("resources", ".py"), ("resources", ".md")]
LOCKS = sorted((ROOT / ".requirements").glob("*.txt"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `pip install .` would build it, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if done.returncode != 0:
        pytest.fail(f"the wheel was not built:\n{done.stderr}", pytrace=False)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_package_its_resources_and_no_more(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    version = reader.__version__
    for folder, place in (("reader", "reader"), *(_data(f) for f in ("resources", "seeds"))):
        files = [
            p
            for p in (ROOT / folder).rglob("*")
            if p.is_file() and (folder, p.suffix) not in NOT_SHIPPED and p.suffix != ".pyc"
        ]
        assert files, folder
        missing = {f"{place}/{p.relative_to(ROOT / folder).as_posix()}" for p in files} - names
        assert missing == set(), folder
    assert f"postil-{version}.dist-info/licenses/LICENSE" in names
    assert {name.split("/")[0] for name in names} == {
        "reader",
        f"postil-{version}.dist-info",
        f"postil-{version}.data",
    }
    assert [name for name in names if name.endswith(".pyc")] == []


def _data(folder: str) -> tuple[str, str]:
    return folder, f"reader/data/{folder}"


def test_the_wheel_describes_itself(wheel: Path) -> None:
    version = reader.__version__
    with zipfile.ZipFile(wheel) as archive:
        info = f"postil-{version}.dist-info"
        metadata = archive.read(f"{info}/METADATA").decode()
        scripts = archive.read(f"{info}/entry_points.txt").decode()
    assert f"\nVersion: {version}\n" in metadata
    assert "\nLicense-Expression: Apache-2.0 AND OFL-1.1\n" in metadata
    assert "postil = reader.cli.main:main" in scripts


def test_an_installed_postil_needs_no_checkout(
    wheel: Path, tmp_path: Path, run_python: Callable[..., str]
) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    program = f"""
import os, sys
os.chdir({str(tmp_path)!r})
sys.path[0:0] = [{str(site)!r}]
import reader
from reader import paths
from reader.cli import main as cli
assert reader.__file__.startswith({str(site)!r}), reader.__file__
seeds = sorted(str(p) for p in paths.seeds().iterdir() if p.suffix in (".md", ".txt", ".html"))
assert len(seeds) >= 6, seeds
assert paths.resource("themes/light.toml").is_file()
assert paths.resource("translations/de/LC_MESSAGES/postil.mo").is_file()
code = cli.main(["add", seeds[0]]) or cli.main(["list"])
assert "PySide6" not in sys.modules, "the library's commands need no screen"
sys.exit(code)
"""
    assert "Postil" in run_python(program)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.stem)
def test_a_lock_names_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|--(?:extra-)?index|--find-links|\s@\s", text) == []
    pins = _pins(lock)
    assert pins
    for name, (_, hashes) in pins.items():
        assert hashes > 0, name


def test_the_locks_are_those_of_the_project() -> None:
    wanted = {
        "runtime": PROJECT["project"]["dependencies"],
        "development": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"],
        "build": PROJECT["dependency-groups"]["build"],
        "package": PROJECT["dependency-groups"]["package"],
        "lock": PROJECT["dependency-groups"]["lock"],
        "bench": PROJECT["dependency-groups"]["bench"],
        "interop": PROJECT["dependency-groups"]["interop"],
    }
    assert [lock.stem for lock in LOCKS] == sorted(wanted)
    for name, requirements in wanted.items():
        pins = _pins(ROOT / f".requirements/{name}.txt")
        for requirement in map(Requirement, requirements):
            for python in ("3.11", "3.12", "3.14"):
                if not _holds(requirement, python):
                    continue
                pinned = [
                    p for p in pins[canonicalize_name(requirement.name)][0] if _holds(p, python)
                ]
                assert pinned, requirement
                for pin in pinned:
                    (version,) = (one.version for one in pin.specifier)
                    assert requirement.specifier.contains(version), requirement


def _holds(requirement: Requirement, python: str) -> bool:
    """Whether a requirement's marker takes it for a version of Python."""
    environment = {"python_version": python, "python_full_version": f"{python}.9"}
    return requirement.marker is None or requirement.marker.evaluate(environment)


def test_the_locks_agree_with_each_other() -> None:
    everything = _pins(ROOT / ".requirements/development.txt")
    for lock in LOCKS:
        for name, (pins, _) in _pins(lock).items():
            assert everything.get(name, (pins, 0))[0] == pins, f"{lock.stem}: {name}"


def _pins(lock: Path) -> dict[str, tuple[set[Requirement], int]]:
    """Each distribution in a lock file, its pins (one a marker) and its number of hashes."""
    found: dict[str, tuple[set[Requirement], int]] = {}
    text = re.sub(r"^\s*#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for line in text.replace("\\\n", "").splitlines():
        pin = Requirement(line.partition("--hash")[0])
        pins, hashes = found.get(pin.name, (set(), 0))
        found[pin.name] = (pins | {pin}, hashes + line.count("--hash=sha256:"))
    return found


def test_every_package_that_is_imported_is_declared() -> None:
    declared = {
        canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]
    }
    belongs = dict(importlib.metadata.packages_distributions())
    belongs["shiboken6"] = belongs["PySide6"]  # Qt's own other half
    undeclared = {
        name
        for name in HOMES
        if name.split(".")[0] not in sys.stdlib_module_names
        and not {canonicalize_name(d) for d in belongs[name]} & declared
    }
    assert undeclared == set()


def test_the_desktop_entry_starts_the_command() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(ROOT / "resources/postil.desktop", encoding="utf-8")
    values = entry["Desktop Entry"]
    assert values["exec"].split()[0] in PROJECT["project"]["scripts"]
    assert (ROOT / f"resources/icons/{values['icon']}.svg").is_file()
    assert values["mimetype"].endswith(";")


def test_the_software_catalogue_entry_is_current() -> None:
    path = ROOT / "resources/org.postil.Postil.metainfo.xml"
    component = ET.parse(path).getroot()
    assert component.findtext("id") == path.name.removesuffix(".metainfo.xml")
    assert component.findtext("launchable") == "postil.desktop"
    assert component.findtext("project_license") == PROJECT["project"]["license"]
    newest = component.find("releases/release")
    assert newest is not None
    assert newest.attrib["version"] == reader.__version__


@pytest.mark.parametrize(
    "command",
    ["desktop-file-validate postil.desktop", "appstreamcli validate --no-net *.metainfo.xml"],
)
def test_a_validator_finds_nothing(command: str) -> None:
    program, *arguments, pattern = command.split()
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    (file,) = (ROOT / "resources").glob(pattern)
    done = subprocess.run(
        [program, *arguments, file], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_change_log_names_the_version() -> None:
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[?([^]\s]+)", log, flags=re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1] == reader.__version__
