"""Writes the rows that a repair leaves out to a JSON file beside the library."""

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reader.core.private_files import replace_text
from reader.paths import free_name

FORMAT = "postil-quarantine/1"


def write_quarantine(library: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """Writes rows into a file beside the library."""

    def encode(value: object) -> object:
        if isinstance(value, bytes):
            return {"base64": base64.b64encode(value).decode("ascii")}
        raise TypeError(type(value).__name__)

    file = free_name(library, "quarantine", ".json")
    document = {"format": FORMAT, "library": str(library), "rows": rows}
    text = json.dumps(document, ensure_ascii=True, indent=1, default=encode) + "\n"
    replace_text(file, text, is_lasting=True)
    return file
