"""Finds a WACZ capture by the names of the files in a ZIP archive."""

from collections.abc import Sequence


def folder_of_capture(names: Sequence[str]) -> str | None:
    """Returns the folder of a ZIP archive in which a capture is, empty for its top; None without one."""
    folders = (
        name.removesuffix("datapackage.json") for name in names if name.endswith("datapackage.json")
    )
    within = (one for one in folders if any(name.startswith(f"{one}archive/") for name in names))
    return min(within, key=len, default=None)


def packed_capture(names: Sequence[str]) -> str:
    """Returns the name of the WACZ archive that is all that a ZIP archive contains, else empty."""
    files = [name for name in names if not name.startswith("__MACOSX/") and name[-1:] != "/"]
    return files[0] if len(files) == 1 and files[0].lower().endswith(".wacz") else ""
