"""Finds a WACZ capture by the names of the files in a ZIP archive."""

from collections.abc import Sequence

_LISTS = {"datapackage.json", "datapackage-digest.json"}  # of what an archive contains


def folder_of_capture(names: Sequence[str]) -> str | None:
    """Returns the folder of a ZIP archive in which a capture is, empty for its top; None without one."""
    files = [name.rpartition("/") for name in names]
    described = {folder + sign for folder, sign, file in files if file == "datapackage.json"}
    filled = {folder for folder, _sign, _file in files}
    return min((one for one in described if f"{one}archive" in filled), key=len, default=None)


def packed_captures(names: Sequence[str]) -> list[str]:
    """Returns the names of the WACZ archives in a ZIP archive, none if it contains something else.

    A capture in several archives has a list of these beside them.
    """
    files = [name for name in names if not name.startswith("__MACOSX/") and name[-1:] != "/"]
    packed = sorted(name for name in files if name.lower().endswith(".wacz"))
    others = {name.rpartition("/")[2] for name in set(files).difference(packed)}
    return packed if others <= _LISTS else []
