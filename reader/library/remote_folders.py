"""Recognizes network folders, and folders that a program synchronizes.

On a network file system the machines do not share the memory that SQLite's WAL needs, and a program
that synchronizes may replace a library while it is open.
"""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from reader.core.translation import _

_MOUNTS = Path("/proc/self/mountinfo")

_NETWORK = frozenset(
    "9p afs beegfs ceph cifs coda davfs fuse glusterfs gpfs lustre ncpfs nfs nfs4 prl_fs smb3 smbfs"
    " vboxsf virtiofs vmhgfs".split()
)
# File systems in FUSE that keep their files on this machine; all others may be anywhere.
_LOCAL_FUSE = frozenset(
    "fuse.bindfs fuse.cryfs fuse.encfs fuse.fuse-overlayfs fuse.gocryptfs fuse.mergerfs"
    " fuse.ntfs-3g fuse.unionfs fuse.veracrypt".split()
)
# How the folders that programs synchronize are called; more may follow: “Dropbox (Personal)”.
_SERVICES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    **dict.fromkeys(
        ("icloud drive", "iclouddrive", "mobile documents", "com~apple~clouddocs"), "iCloud"
    ),
    **dict.fromkeys(("google drive", "googledrive", "my drive", "mydrive"), "Google Drive"),
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    **dict.fromkeys(("pcloud drive", "pclouddrive"), "pCloud"),
    "syncthing": "Syncthing",
}


def network_file_system(folder: Path) -> str:
    """Returns the kind of network file system that a folder is on; empty when it is on this machine.

    Where that cannot be determined, it is taken to be on this machine.
    """
    if sys.platform == "win32":
        return "SMB" if str(folder.resolve()).startswith("\\\\") else ""
    try:
        return network_mount(folder.resolve(), os.fsdecode(_MOUNTS.read_bytes()).splitlines())
    except OSError:
        return ""


def network_mount(folder: Path, mounts: Iterable[str]) -> str:
    """Returns the kind of network file system among those mounted that a folder is on, if any."""
    inside, found, depth = f"{folder}{os.sep}", "", 0
    for line in mounts:
        mount, _separator, source = line.partition(" - ")
        fields = mount.split(" ")
        if len(fields) < 5 or not source:
            continue
        place = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
        # What is mounted later on the same place hides what was there. Strings, for there may be
        # many and this is asked at each start.
        if len(place) >= depth and inside.startswith(f"{place.rstrip(os.sep)}{os.sep}"):
            found, depth = source.split(" ")[0], len(place)
    is_fuse = found.startswith("fuse.") and found not in _LOCAL_FUSE
    return found if found in _NETWORK or is_fuse else ""


def sync_service(folder: Path) -> str:
    """Returns the name of the program that synchronizes a folder, by its path; else empty."""
    for part in folder.resolve().parts:
        name = part.casefold()
        for beginning, service in _SERVICES.items():
            rest = name.removeprefix(beginning)
            if rest != name and not (rest[:1].isalnum() or rest.startswith("_")):
                return service
    return ""


def warning(folder: Path) -> str:
    """Returns what the user should know of a folder for a library; empty when it is a usual one."""
    if kind := network_file_system(folder):
        text = _(
            "The library is on a network file system ({kind}): open it on one computer at a time, and"
            " keep the backups on this one (backup_folder in settings.json)."
        )
        return text.format(kind=kind)
    if service := sync_service(folder):
        text = _(
            "The library is in a folder that {service} synchronizes: close Postil and wait for"
            " {service} before you open the library on another computer, or the changes of one of"
            " the two are lost."
        )
        return text.format(service=service)
    return ""
