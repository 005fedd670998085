"""Collects the texts to translate, brings the catalogues up to date, and compiles them.

``python resources/translations/catalogues.py`` (or ``make messages``) does all of it and lists
what is not translated; with ``compile`` it only compiles. Installing Postil compiles them too:
this is a build hook of hatchling, see pyproject.toml.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "reader"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "counted_text": (1, 2)}


def files() -> list[Path]:
    """Returns the catalogues that there are."""
    return sorted(HERE.glob("*/LC_MESSAGES/postil.po"))


def load(file: Path) -> Catalog:
    """Returns a catalogue."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parts[-3])


def collect() -> Catalog:
    """Returns the texts that are marked in the source."""
    found = Catalog(project="Postil", copyright_holder="the authors of Postil")
    methods = [("**.py", "python")]
    texts = extract_from_dir(SOURCE, methods, keywords=KEYWORDS, comment_tags=("Translators:",))
    for file, line, text, comments, context in texts:
        found.add(text, locations=[(file, line)], auto_comments=comments, context=context)
    return found


def update(file: Path, texts: Catalog) -> None:
    """Adds what is new to a catalogue and removes what is gone."""
    catalogue = load(file)
    catalogue.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with file.open("wb") as stream:
        write_po(stream, catalogue, width=100, no_location=True, sort_output=True)


def entries(catalogue: Catalog) -> Iterator[tuple[list[str], list[str], Message]]:
    """Yields the forms of each text, and those of its translation."""
    for message in catalogue:
        if message.id:
            is_counted = isinstance(message.id, tuple | list)
            texts, forms = (
                [str(one or "") for one in (form if is_counted else [form])]  # type: ignore[union-attr]
                for form in (message.id, message.string)
            )
            yield texts, forms, message


def untranslated(catalogue: Catalog) -> Iterator[str]:
    """Yields the texts that have no translation, or an uncertain one."""
    for texts, forms, message in entries(catalogue):
        if message.fuzzy or not all(forms):
            yield texts[0]


def compile_all(source: Path = HERE, target: Path | None = None) -> None:
    """Writes the compiled catalogues beside the others, or below another folder."""
    for file in sorted(source.glob("*/LC_MESSAGES/postil.po")):
        compiled = (target or source) / file.relative_to(source).with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with compiled.open("wb") as stream:
            write_mo(stream, load(file))


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the catalogues for a wheel or an installation."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002, D102
        compile_all(Path(self.root) / "resources" / "translations")


def main() -> int:
    """Brings the catalogues up to date; returns 1 if something is not translated."""
    if sys.argv[1:] != ["compile"]:
        texts = collect()
        for file in files():
            update(file, texts)
    compile_all()
    missing = [(file, text) for file in files() for text in untranslated(load(file))]
    for file, text in missing:
        print(f"{file.parts[-3]}: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
