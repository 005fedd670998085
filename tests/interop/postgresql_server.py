"""Starts a PostgreSQL of the system in a folder of its own, without a port, and stops it again."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postil"
_NOBODY = "nobody"  # PostgreSQL refuses to run as root


def programs() -> Path | None:
    """The folder with the newest PostgreSQL there is; Debian keeps it out of the path."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    initdb = found[-1] if found else shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@contextmanager
def running_server(binaries: Path) -> Iterator[Path]:
    """A server with one empty database, ``postgres``; what is given is the folder of its socket."""
    with tempfile.TemporaryDirectory(prefix="postil-pg-") as name:
        folder = Path(name)
        owner = _NOBODY if os.geteuid() == 0 else None
        if owner is not None:
            os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
        data = folder / "data"

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [binaries / program, "-D", data, *arguments],
                check=True,
                cwd=folder,
                user=owner,
                stdout=subprocess.DEVNULL,
            )

        run("initdb", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-w", "-m", "fast", "stop")
