"""Registers Web Annotations (JSON-LD) of whatever program."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from reader.core.translation import N_
from reader.importers.programs import lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.notes.web_annotations import (
    annotations_in,
    highlight_of,
    source_of,
    title_of,
)
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, Record

_KINDS = ('"Annotation"', '"bodies"')  # the second is of Recogito's own form
_SUFFIXES = (*lenient_json.SUFFIXES, ".jsonld")
_SIGNS = ("w3.org/ns/anno.jsonld", "w3.org/ns/oa")


def _recognizes(files: ExportFiles) -> Certainty:
    return Certainty.LIKELY if files.fitting(_SUFFIXES, _is_annotated) else Certainty.NONE


def _is_annotated(head: str) -> bool:
    has_target = '"target"' in head and '"selector"' in head
    is_likely = has_target and any(kind in head for kind in _KINDS)
    return is_likely or any(sign in head for sign in _SIGNS)


def _read(files: ExportFiles) -> Iterator[Record]:
    for name in files.fitting(_SUFFIXES, _is_annotated):
        found, told = lenient_json.load(files, name)
        yield from told
        for one in annotations_in(found):
            source = source_of(one)
            title = title_of(one) or ("" if source else PurePosixPath(name).stem)
            yield ArticleRecord(
                title=title, url=source, highlights=(highlight_of(one),), key=source
            )


PROGRAM = Program(
    id="web-annotations",
    title=N_("Web Annotations (JSON-LD)"),
    files=N_("a JSON file of annotations as the W3C has them, such as those of Recogito"),
    suffixes=_SUFFIXES,
    recognizes=_recognizes,
    read=_read,
)
