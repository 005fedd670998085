"""What a person reads can be translated, and the catalogues fit what is in the source."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from reader.core import translation
from reader.core.translation import LANGUAGES, all_of, number_text
from resources.translations import catalogues
from tests.source_trees import calls, names_and_calls

MARKS = {"_", "N_", "ngettext", "counted_text"}
# What sets a text that a person sees: Qt's setters, and widgets that are made with their text.
SHOWS = re.compile(
    r"set(Text|ToolTip|WindowTitle|Title|Accessible(Name|Description)|PlaceholderText|StatusTip"
    r"|LabelText|InformativeText|ButtonText|TabText|Suffix|Prefix|SpecialValueText|WhatsThis)"
    r"|add(Action|Menu|Tab|Item|Button)|notify|Q(Label|PushButton|ToolButton|CheckBox|Action)"
)
NAMES = {"Postil", "postil: "}  # not translated


def name_of(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def literals(argument: ast.expr) -> Iterator[str]:
    """Yields the texts that are written where an argument is given."""
    parts = [argument]
    if isinstance(argument, ast.IfExp):
        parts = [argument.body, argument.orelse]
    elif isinstance(argument, ast.JoinedStr):
        parts = argument.values
    elif isinstance(argument, ast.BinOp):
        parts = [argument.left, argument.right]
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def test_what_a_person_reads_is_marked() -> None:
    bare = [
        f"{where} {text!r}"
        for where, node in calls()
        if SHOWS.fullmatch(name_of(node))
        for argument in node.args
        for text in literals(argument)
        if re.search(r"[^\W\d_]{2}", text) and text not in NAMES
    ]
    assert bare == []  # mark it with _("…")


def test_marks_hold_whole_texts() -> None:
    """Others cannot be collected, or not be translated."""
    wrong = []
    for where, node in calls():
        if not isinstance(node.func, ast.Name) or node.func.id not in MARKS:
            continue
        texts = node.args[: 2 if node.func.id in ("ngettext", "counted_text") else 1]
        for text in texts:
            if not isinstance(text, ast.Constant):
                if node.func.id != "_" or isinstance(text, ast.JoinedStr):
                    wrong.append(f"{where}: no literal")
            elif str(text.value) != str(text.value).strip() and text.value != ", ":
                wrong.append(f"{where}: a part of a sentence")
    assert wrong == []


def test_all_that_is_marked_is_collected() -> None:
    """What is marked inside another mark is not, nor in an f-string with Python 3.11."""
    marked = {
        node.args[0].value
        for _where, node in calls()
        if isinstance(node.func, ast.Name) and node.func.id in MARKS
        if isinstance(node.args[0], ast.Constant)
    }
    texts = (one.id[0] if isinstance(one.id, tuple) else one.id for one in catalogues.collect())
    assert marked - set(texts) == set()


def test_marks_go_by_their_own_names() -> None:
    """Under another name a text is not collected; at the import the language is not known."""
    called = {id(node.func) for _where, node in calls()}
    wrong = []
    for name, statement, node in names_and_calls():
        if not isinstance(node, ast.Name) or node.id not in MARKS:
            continue
        is_run = isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr)
        if node.id != "_" and id(node) not in called:
            wrong.append(f"{name}:{node.lineno}: another name")
        if node.id != "N_" and id(node) in called and is_run:
            wrong.append(f"{name}:{node.lineno}: N_ at the import")
    assert wrong == []


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[^}]*\}|%s", text))


@pytest.mark.parametrize("file", catalogues.files(), ids=lambda file: file.parts[-3])
def test_a_catalogue_fits_its_texts(file: Path) -> None:
    catalogue = catalogues.load(file)
    wrong = []
    for texts, forms, message in catalogues.entries(catalogue):
        is_counted = len(texts) > 1
        if is_counted and len(forms) != catalogue.num_plurals:
            wrong.append(f"{texts}: {len(forms)} forms")
        known = [placeholders(text) for text in texts]
        needed = set.intersection(*known) - ({"{n}"} if is_counted else set())
        for form in filter(None, forms):
            if not needed <= placeholders(form) <= set.union(*known):
                wrong.append(f"{texts}: {form}")
            if form != form.strip() and texts != [", "]:
                wrong.append(f"{texts}: a space at an end")
        if message.fuzzy:
            wrong.append(f"{texts}: uncertain")
    assert wrong == []


def test_what_is_quoted_keeps_its_direction_in_arabic() -> None:
    """Else the stroke that a path begins with, or a full stop, is put at the other end."""
    (file,) = (one for one in catalogues.files() if one.parts[-3] == "ar")
    forms = [form for _, forms, _ in catalogues.entries(catalogues.load(file)) for form in forms]
    assert [form for form in forms if re.search(r"«\{\w+\}»|[^«\u2068]\{path\}", form)] == []


def test_each_language_has_a_catalogue() -> None:
    assert {file.parts[-3] for file in catalogues.files()} == set(LANGUAGES) - {"en"}


def test_only_texts_change_in_a_catalogue(tmp_path: Path) -> None:
    """A date in it would be at odds between any two branches that add a text."""
    file = tmp_path / "de" / "LC_MESSAGES" / "postil.po"
    file.parent.mkdir(parents=True)
    dated = Catalog(locale="de", creation_date=datetime(2026, 1, 2, tzinfo=UTC))
    dated.add("Undo", "Rückgängig")
    with file.open("wb") as stream:
        write_po(stream, dated, width=100)
    before = file.read_text("utf-8")
    texts = Catalog()
    texts.add("Undo")
    texts.add("Redo")
    catalogues.update(file, texts)
    assert file.read_text("utf-8") == before.replace(
        'msgid "Undo"', 'msgid "Redo"\nmsgstr ""\n\nmsgid "Undo"'
    )


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled")
    catalogues.compile_all(target=folder)
    return folder


@pytest.fixture
def _english_again() -> Iterator[None]:
    yield
    translation.install(Path(), ["en"])


@pytest.mark.usefixtures("_english_again")
def test_the_first_language_that_there_is_is_used(compiled: Path) -> None:
    for wanted, used in (
        (["de_AT.UTF-8"], "de"),
        (["fr-FR", "fr", "ar-EG"], "ar"),
        (["fr", "en-GB", "de"], "en"),
        (["", "../de", "de/.."], "en"),
        ([], "en"),
    ):
        assert translation.install(compiled, wanted) == used
    assert translation.install(compiled / "none", ["de"]) == "en"
    assert translation._("Undo") == "Undo"


@pytest.mark.usefixtures("_english_again")
def test_counts_have_the_forms_of_the_language(compiled: Path) -> None:
    translation.install(compiled, ["ar"])
    counts = (0, 1, 2, 3, 11, 100)
    forms = {translation.ngettext("{n} article", "{n} articles", n) for n in counts}
    assert len(forms) == 4
    translation.install(compiled, ["de"])
    assert translation.ngettext("{n} article", "{n} articles", 1).format(n=1) == "1 Artikel"
    assert translation.counted_text("{n} article", "{n} articles", 1234) == "1.234 Artikel"


@pytest.mark.usefixtures("_english_again")
def test_numbers_and_lists_are_written_as_in_the_language(compiled: Path) -> None:
    assert (number_text(1234567), number_text(1234.56, 1)) == ("1,234,567", "1,234.6")
    assert (all_of(["a"]), all_of(["a", "b", "c"])) == ("a", "a, b and c")
    translation.install(compiled, ["de"])
    assert (number_text(1234567), number_text(1234.56, 1)) == ("1.234.567", "1.234,6")
    assert all_of(["a", "b", "c"]) == "a, b und c"


def test_the_environment_names_the_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    assert translation.system_languages() == []
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert translation.system_languages()[-1] == "de_DE.UTF-8"
    monkeypatch.setenv("LANGUAGE", "ar:de")
    assert translation.system_languages()[:2] == ["ar", "de"]
    monkeypatch.setenv("LC_ALL", "C.UTF-8")  # as gettext has it, this asks for no language
    assert translation.system_languages() == []
