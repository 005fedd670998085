"""Registers Markdown: a folder with one file for each article."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from reader.core.builtin_note_templates import USUAL_TEMPLATE
from reader.core.translation import N_
from reader.exporters.article_markdown import article_markdown
from reader.exporters.atomic_writing import write_new
from reader.exporters.export_item import Item, Written
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.files.document_folder import write_folder
from reader.exporters.files.file_names import PICTURE_SUFFIXES

PICTURES = "images"  # the folder beside the documents

_ASSET = re.compile(r"asset:([0-9a-f]{64})")


def write_markdown(
    items: Iterable[Item],
    directory: Path,
    *,
    include_text: bool = False,
    find_asset: FindAsset | None = None,
    template: str = USUAL_TEMPLATE,
) -> Written:
    """Writes a document for each article into a folder, which is made if need be.

    include_text: the article's text after its annotations; its images go to ``images/`` when
    find_asset (SHA-256 -> asset) is given. template: the name of one, or the path of the user's own.
    Raises ExportFailed; what was written until then, or until the export was cancelled, stays.
    """
    from reader.exporters.templates.note_template import find_template  # start-up time: Jinja

    used = find_template(template)
    picture = _Pictures(directory, find_asset) if include_text and find_asset else str

    def make(item: Item) -> str:
        html = item.revision.html if include_text else None
        found = item.annotations
        text = item.revision.text
        return article_markdown(item.article, found, html, picture, item.place_of, used, text)

    return write_folder(items, directory, ".md", make)


class _Pictures:
    """Puts the images of a text beside it, and answers with their addresses from there."""

    def __init__(self, directory: Path, find_asset: FindAsset) -> None:
        self.directory = directory / PICTURES
        self.find_asset = find_asset

    def __call__(self, address: str) -> str:
        found = _ASSET.fullmatch(address)
        asset = self.find_asset(found[1]) if found else None
        if found is None or asset is None or asset.media_type not in PICTURE_SUFFIXES:
            return address
        name = found[1][:32] + PICTURE_SUFFIXES[asset.media_type]
        path = self.directory / name
        if not path.exists():
            self.directory.mkdir(exist_ok=True)
            write_new(path, [asset.data])
        return f"{PICTURES}/{name}"


def with_template(template: str) -> ExportFormat:
    """Returns the format with notes by a template, named or in a file; it is read when they are written."""
    return replace(FORMAT, write=partial(_write, template=template))


def _write(
    items: Iterable[Item], path: Path, find_asset: FindAsset, template: str = USUAL_TEMPLATE
) -> Written:
    return write_markdown(items, path, include_text=True, find_asset=find_asset, template=template)


FORMAT = ExportFormat(
    id="markdown",
    title=N_("Markdown"),
    suffix=".md",
    write=_write,
    is_folder=True,
    is_for_annotations=False,
    position=1,
)
