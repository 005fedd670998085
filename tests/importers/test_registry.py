"""Formats are found by themselves, and the surest importer reads a source."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.errors import ImportFailed
from reader.importers import open_source, plain, read, registry
from tests.importers.sources import text_source

RECIPE_FORMAT = '''
"""Recipes, as a program of the kitchen writes them."""

from reader.importers.article_metadata import Metadata
from reader.importers.importer import Certainty, Importer, ParsedArticle


def _recognizes(content):
    return Certainty.CERTAIN if content.data.startswith(b"RECIPE\\0") else Certainty.NONE


def _read(content, resources):
    title, step = content.data.decode().split("\\0")[1:]
    picture = resources("pot.png").decode()
    return ParsedArticle(Metadata(title=title), f"<p>{step}{picture}<script>x</script></p>")


FORMAT = Importer(
    "recipe", "Recipes", ("application/x-recipe",), (".recipe",), 3, _recognizes, _read
)
'''


@pytest.fixture
def recipe_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more file in the folder of a family: all that a format takes."""
    folder = tmp_path / "family"
    folder.mkdir()
    (folder / "recipe_format.py").write_text(RECIPE_FORMAT, "utf-8")
    monkeypatch.setattr(plain, "__path__", [*plain.__path__, str(folder)])
    importlib.invalidate_caches()
    registry.importers.cache_clear()
    yield
    sys.modules.pop("reader.importers.plain.recipe_format", None)
    registry.importers.cache_clear()


def test_each_name_and_media_type_belongs_to_one_format() -> None:
    known = registry.importers()
    assert {one.id for one in known} >= {"html", "markdown", "plain-text"}
    for values in (
        [one.id for one in known],
        [suffix for one in known for suffix in one.suffixes],
        [media_type for one in known for media_type in one.media_types],
    ):
        assert len(values) == len(set(values))
        assert values == [value.lower() for value in values]


@pytest.mark.usefixtures("recipe_format")
def test_one_file_adds_a_format_of_bytes(tmp_path: Path) -> None:
    (tmp_path / "pot.png").write_bytes(b"!")
    path = tmp_path / "Soup.recipe"
    path.write_bytes(b"RECIPE\0Soup\0Boil the water.")
    source = open_source(path)
    assert source.media_type == "application/x-recipe"
    draft = read(source)
    assert (draft.title, draft.html) == ("Soup", "<p>Boil the water.!</p>")
    assert (draft.importer, draft.media_type) == ("recipe/3", "application/x-recipe")
    assert ".recipe" in registry.suffixes()
    # Its content is enough, whatever the name says.
    other = text_source(source.data, "soup.html", "text/html")
    assert read(other).importer == "recipe/3"


@pytest.mark.usefixtures("recipe_format")
def test_what_no_importer_recognizes_is_told_with_what_is_known() -> None:
    with pytest.raises(ImportFailed) as caught:
        read(text_source(b"\0" * 1000, "soup.recipe", ""))
    what, _semicolon, known = str(caught.value).partition("; these can be added: ")
    assert what == "“soup.recipe” is not a text file: it contains binary data"
    assert {"Markdown", "plain text", "Recipes", "HTML"} <= set(known.removesuffix(".").split(", "))


def test_a_format_module_without_a_record_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty_format.py").write_text("FORMAT = None\n", "utf-8")
    monkeypatch.setattr(plain, "__path__", [*plain.__path__, str(tmp_path)])
    importlib.invalidate_caches()
    registry.importers.cache_clear()
    with pytest.raises(TypeError, match=r"plain\.empty_format\.FORMAT is not of the type Importer"):
        registry.importers()
    sys.modules.pop("reader.importers.plain.empty_format")
    registry.importers.cache_clear()
