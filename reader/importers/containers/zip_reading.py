"""Reads the files in a ZIP archive, with limits on their unpacked size."""

import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers import limits
from reader.importers.containers.unpacking import Room

_FAULTS = (
    BadZipFile,
    LargeZipFile,
    OSError,
    ValueError,
    EOFError,
    KeyError,
    RuntimeError,
    struct.error,
    zlib.error,
)


class ZipArchive:
    """The files in an archive, by name; what they unpack to is counted."""

    def __init__(self, data: bytes, name: str, room: Room | None = None) -> None:
        """Raises ImportFailed when the archive is damaged.

        name: of the archive, for errors. room: for what several archives unpack to together.
        """
        self._name = name
        self.room = room or Room(name)
        try:
            self._file = ZipFile(BytesIO(data))
            self.names = tuple(self._file.namelist())
        except _FAULTS as error:
            raise self._damaged() from error
        if len(self.names) > limits.PACKED_FILES:
            raise ImportFailed(_("“{name}” contains too many files.").format(name=name))

    def read(self, member: str) -> bytes:
        """Returns the bytes of a file in the archive.

        Raises ImportFailed when it is missing, damaged or encrypted, or unpacks to more than an
        article may have.
        """
        try:
            with self._file.open(member) as file:
                data = file.read(self.room.left + 1)
        except _FAULTS as error:
            raise self._damaged() from error
        self.room.take(len(data))
        return data

    def _damaged(self) -> ImportFailed:
        return ImportFailed(_("“{name}” is damaged: save it again.").format(name=self._name))


def zip_names(data: bytes) -> tuple[str, ...]:
    """Returns the names of the files in a ZIP archive, none if it is damaged."""
    try:
        return ZipArchive(data, "").names
    except ImportFailed:
        return ()
