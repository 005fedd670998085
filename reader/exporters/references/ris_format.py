"""Registers RIS, which every reference manager reads."""

from collections.abc import Iterable, Iterator

from reader.core.translation import N_
from reader.exporters.combined_document import in_one_file
from reader.exporters.export_item import Item
from reader.exporters.exporter import ExportFormat
from reader.exporters.references.reference import Kind, Reference, reference_of


def ris_chunks(items: Iterable[Item]) -> Iterator[str]:
    """Yields the lines of each article."""
    for item in items:
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(reference_of(item)))


def _lines(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yields tags with their values; a line without a tag would end some readers' work."""
    date = "/".join(f"{number:02}" for number in reference.published)
    accessed = "/".join(f"{number:02}" for number in reference.accessed)
    yield "TY", reference.kind.value
    around = "PB" if reference.kind is Kind.BOOK else "T2"
    yield "TI", reference.title
    for name in reference.authors:
        yield "AU", name.family_first
    rest = (
        *((around, reference.site), ("PY", date[:4]), ("DA", date), ("UR", reference.url)),
        ("SN", reference.isbn),
        *(("AB", reference.excerpt), ("LA", reference.language), ("Y2", accessed)),
        *(("KW", tag) for tag in reference.tags),
        ("ID", reference.uid),
    )
    yield from ((tag, value) for tag, value in rest if value)
    yield "ER", ""


FORMAT = ExportFormat(
    id="ris",
    title=N_("References (RIS)"),
    suffix=".ris",
    write=in_one_file(ris_chunks),
    is_for_annotations=False,
    stem="postil-references",
    position=21,
)
