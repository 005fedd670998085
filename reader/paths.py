"""Finds the folders of the library, the settings, the logs and the resources."""

import os
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
_BUNDLED = _PACKAGE / "data"  # where a wheel puts resources/ and seeds/

WINDOW_LOCK = "window.lock"  # locked, beside the library, while a window has it open


def _shipped(folder: str) -> Path:
    """Returns a folder that ships with the program: the checkout's, else the installed one."""
    beside = _CHECKOUT / folder
    is_checkout = (_CHECKOUT / "pyproject.toml").is_file()
    return beside if is_checkout and beside.is_dir() else _BUNDLED / folder


def resource(name: str) -> Path:
    """Returns the path of a resource such as ``themes/light.toml``."""
    return _shipped("resources") / name


def document(name: str) -> Path:
    """Returns the path of a document that comes with the program, such as ``guide.md``."""
    in_checkout = _CHECKOUT / ("docs" if name == "guide.md" else "") / name
    is_checkout = (_CHECKOUT / "pyproject.toml").is_file()
    return in_checkout if is_checkout else _BUNDLED / "documents" / name


def seeds() -> Path:
    """Returns the folder of the starter articles."""
    return _shipped("seeds")


def data_dir(given: str | None = None) -> Path:
    """Returns the folder that contains the library and everything about it.

    The one given, else ``POSTIL_DATA_DIR``, else the platform's place for the user's data
    (on Linux ``~/.local/share/postil``). It is not made here.
    """
    chosen = given or os.environ.get("POSTIL_DATA_DIR")
    if chosen:
        return Path(chosen).expanduser().resolve()
    import platformdirs  # start-up time: not needed when a folder is named

    return Path(platformdirs.user_data_dir("postil", appauthor=False))


def library_file(directory: Path) -> Path:
    """Returns the library inside a data folder."""
    return directory / "library.sqlite"


def article_folder(directory: Path) -> Path:
    """Returns the folder of a library's second form: a file for each article."""
    return directory / "articles"


def backup_folder(directory: Path, chosen: str = "") -> Path:
    """Returns the folder of a library's backups: in the one the user chose, or in the data folder.

    Several libraries may have theirs in one chosen folder; each then has a folder of its own there.
    """
    if not chosen or "\0" in chosen:
        return directory / "backups"
    import hashlib  # start-up time: OpenSSL, and only for who chose

    with suppress(RuntimeError):  # the home of an unknown user: taken as it is
        chosen = str(Path(chosen).expanduser())
    whose = hashlib.sha256(os.fsencode(directory.resolve())).hexdigest()[:8]
    return directory / chosen / f"{directory.name}-{whose}"


def config_folder_of(program: str) -> Path:
    """Returns where another program keeps how it is set up, by its own name there."""
    return _config_folder(program, os.environ.get("HOME"), os.environ.get("XDG_CONFIG_HOME"))


@cache  # asked for at each file that is added
def _config_folder(program: str, *_decides: str | None) -> Path:
    import platformdirs  # start-up time: only where books are added

    return Path(platformdirs.user_config_dir(program, appauthor=False))


def data_folder_of(program: str) -> Path:
    """Returns where another program keeps what it knows, by its own name there."""
    import platformdirs  # start-up time, as above

    return Path(platformdirs.user_data_dir(program, appauthor=False))


def log_folder(directory: Path) -> Path:
    """Returns the folder of the logs inside a data folder."""
    return directory / "logs"


def free_name(file: Path, mark: str, suffix: str = "") -> Path:
    """Returns a name beside a file, not taken yet, that says what is kept there: ``NAME.mark-1``."""
    names = (file.with_name(f"{file.name}.{mark}-{number}{suffix}") for number in count(1))
    return next(name for name in names if not name.exists())
