"""Finding articles by what a person types: words in any script, fields, and both together."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import LibraryLocked, SearchIndexDamaged
from reader.core.models import Color, Sort, State, View
from reader.core.query import query_parser
from reader.core.query.search_terms import terms_of
from reader.library.database import Database
from reader.library.indexes import list_index, search_index_maintenance
from reader.library.integrity.integrity_check import FaultKind, find_faults
from reader.library.queries.queries import Queries
from reader.library.queries.searching import search_tokens
from reader.library.write_lock import write_lock
from reader.operations import annotations, articles, revisions
from reader.operations.history import History
from tests.each import each
from tests.library.damage import executed, stated
from tests.library.samples import assert_sound, draft, rebuilt_search_terms, search_terms


def fill(history: History) -> dict[str, int]:
    """Articles by a short name."""
    drafts = {
        "fox": draft(
            "The Fox", "A quick brown fox, naïve & Straße.", byline="Ada Lovelace", site="News"
        ),
        "cjk": draft("视图", "所有视图和构造函数。日本語のテキスト。한국어 사과를 먹다."),
        "code": draft("Arrows", "a → b and don't stop; C++ or snake_case; 3.14 percent"),
        "thai": draft("ภาษาไทย", "ภาษาไทยไม่เว้นวรรค ｆｕｌｌｗｉｄｔｈ"),
    }
    ids = {name: history.do("Add", articles.add, one).article_id for name, one in drafts.items()}
    history.do(
        "Mark", annotations.highlight, ids["fox"], 2, 7, Color.GREEN, ("a/b",), "remember zebra"
    )
    history.do("Note", annotations.set_article_note, ids["code"], "whole")
    history.do("Later", articles.set_state, [ids["cjk"]], State.LATER)
    history.do("Star", articles.set_starred, [ids["cjk"]], True)
    history.do("Read", articles.set_read, [ids["thai"]], True)
    return ids


@pytest.fixture(scope="module")
def shelf(
    tmp_path_factory: pytest.TempPathFactory, put_library: Callable[[Path], None]
) -> Iterator[tuple[Queries, dict[str, int]]]:
    """A library that is only read, and its articles by a short name."""
    file = tmp_path_factory.mktemp("shelf") / "library.sqlite"
    put_library(file)
    database = Database.open(file)
    ids = fill(History(database))
    database.close()
    with closing(database.queries()) as queries:
        yield queries, ids


def find(queries: Queries, shelf: dict[str, int], text: str, *, is_typing: bool = False) -> str:
    names = {id_: name for name, id_ in shelf.items()}
    ids = queries.article_ids(View.ALL, query_parser.parse(text), is_typing=is_typing)
    return " ".join(sorted(names[id_] for id_ in ids))


TYPED = [
    ("", "cjk code fox thai"),
    ("fox", "fox"),
    ("FOX quick", "fox"),
    ("fox arrows", ""),
    ("fox OR arrows", "code fox"),
    ('"quick brown"', "fox"),
    ('"brown quick"', ""),
    ("-fox", "cjk code thai"),
    ("-(fox OR 视图)", "code thai"),
    ("naive", "fox"),
    ("naïve", "fox"),
    ("strasse", "fox"),
    ("STRASSE", "fox"),
    ("lovelace", "fox"),
    ("zebra", "fox"),
    ("视图", "cjk"),
    ("视", "cjk"),
    ("图视", ""),
    ("构造函数", "cjk"),
    ("テキスト", "cjk"),
    ("사과", "cjk"),
    ("ไม่", "thai"),
    ("fullwidth", "thai"),
    ("ＦＯＸ", "fox"),
    ("don't", "code"),
    ("don’t", "code"),
    ("snake_case", "code"),
    ("3.14", "code"),
    ("→", "code"),
    ("→ fox", ""),
    ("☃", ""),
    ("qu", ""),
    ("is:unread", "cjk code fox"),
    ("is:read", "thai"),
    ("is:starred", "cjk"),
    ("is:later", "cjk"),
    ("is:inbox -is:read", "code fox"),
    ("is:archive", ""),
    ("site:new", "fox"),
    ("by:ADA", "fox"),
    ("title:arrow", "code"),
    ("title:ビ", ""),
    ("tag:a", "fox"),
    ("tag:A/B", "fox"),
    ("tag:b", ""),
    ("-tag:a", "cjk code thai"),
    ("tag:", "cjk code fox thai"),
    ("has:note", "code fox"),
    ("has:highlight", "fox"),
    ("color:green", "fox"),
    ("color:red", ""),
    ("fox tag:a has:note is:unread by:ada", "fox"),
    ("fo\x00x\u00ad", "fox"),
    ('"', "cjk code fox thai"),
    ("*", ""),
    ("fox* NEAR AND )", ""),
]


def test_what_is_typed_finds_what_is_meant(shelf: tuple[Queries, dict[str, int]]) -> None:
    for text, expected in TYPED:
        assert find(*shelf, text) == expected, text


@each(
    ("text", "expected"),
    [
        ("qu", "fox"),
        ("fo arr", ""),
        ("fox qui", "fox"),
        ("qui fox", ""),  # only the last word is still being typed
        ('"quick bro"', ""),
        ("构造", "cjk"),
        ("fox OR arr", "code fox"),
        ("-arr", "cjk fox thai"),
        ("tag:a", "fox"),
        ("tag:a/", "fox"),
        ("z", "fox"),
    ],
)
def test_the_last_word_is_still_being_typed(
    shelf: tuple[Queries, dict[str, int]], text: str, expected: str
) -> None:
    assert find(*shelf, text, is_typing=True) == expected


@each(
    ("text", "sought", "others"),
    [
        ("慢读的人在图书馆", "慢 读 人 慢读 图书 书馆 馆", "快 读慢 人慢"),
        ("こころとカタカナ", "こ ろ ここ カナ カタ ろと", "ココ かな ナカ"),
        ("책을 읽는 사람들", "책 책을 읽 사람 람들", "을책 물"),
        ("ﾊﾝｶｸカナとＡＩ時代", "ハ カ ハン カク AI 時 時代", "代時"),
        ("日々と二〇〇六年", "日 日々 二〇〇 六年 年", "々日"),
    ],
)
def test_one_and_two_characters_of_chinese_japanese_and_korean_are_found(
    history: History, queries: Queries, text: str, sought: str, others: str
) -> None:
    one = history.write(articles.add, draft("One", text)).article_id
    length = len(queries.revision(queries.article(one).revision_id).text)
    history.write(annotations.highlight, one, 0, length, Color.GREEN, (), "")
    for words, is_found in ((sought, True), (others, False)):
        for word in words.split():
            query = query_parser.parse(word)
            for is_typing in (False, True):
                ids = queries.article_ids(View.ALL, query, is_typing=is_typing)
                assert (one in ids) == is_found, word
                listed = queries.listed_annotations(query, is_typing=is_typing)
                assert (one in listed.article_ids) == is_found, word
            hits = queries.snippets([one], terms_of(query))[one].hits
            assert bool(hits) == is_found, word


def test_a_tag_is_found_by_its_beginning_unless_it_is_one(
    history: History, queries: Queries
) -> None:
    one = history.do("Add", articles.add, draft("One", "first words"), ("method",)).article_id
    two = history.do("Add", articles.add, draft("Two", "other words"), ("methodology",)).article_id
    shelf = {"one": one, "two": two}
    assert find(queries, shelf, "tag:meth", is_typing=True) == "one two"
    assert find(queries, shelf, "tag:method", is_typing=True) == "one"
    assert find(queries, shelf, "tag:meth") == ""


def test_what_is_in_the_trash_or_old_is_not_found(history: History, queries: Queries) -> None:
    shelf = fill(history)
    (mark,) = queries.annotations(shelf["fox"])
    history.do("Delete", annotations.delete, [mark.id])
    assert find(queries, shelf, "zebra") == ""
    assert find(queries, shelf, "tag:a") == ""
    history.undo()
    assert find(queries, shelf, "zebra") == "fox"
    history.do("Note", annotations.set_note, mark.id, "giraffe")
    assert find(queries, shelf, "zebra") == ""
    assert find(queries, shelf, "giraffe") == "fox"
    history.do("Trash", articles.trash, [shelf["fox"]])
    assert find(queries, shelf, "fox") == ""
    assert queries.article_ids(View.TRASH, query_parser.parse("fox")) == [shelf["fox"]]


def test_only_the_present_text_is_found(history: History, queries: Queries) -> None:
    url = "https://example.org/"
    id_ = history.do("Add", articles.add, draft("T", "old words here", url=url)).article_id
    history.do("Again", articles.add, draft("T", "new words here", url=url))
    assert find(queries, {"it": id_}, "old") == ""
    assert find(queries, {"it": id_}, "new") == "it"
    history.undo()
    assert find(queries, {"it": id_}, "old") == "it"
    assert find(queries, {"it": id_}, "new") == ""


@given(st.text(max_size=40))
def test_spreading_is_steady(text: str) -> None:
    assert search_tokens.spread(" ".join(search_tokens.spread(text).split())).split() == (
        search_tokens.spread(text).split()
    )


def test_nothing_that_is_typed_is_an_error(shelf: tuple[Queries, dict[str, int]]) -> None:
    queries, ids = shelf

    @given(
        st.text(
            alphabet=st.one_of(st.characters(), st.sampled_from('"*():-^+ AORNDT视')), max_size=30
        )
    )
    def ask(text: str) -> None:
        for is_typing in (True, False):
            query = query_parser.parse(text)
            found = queries.article_ids(View.ALL, query, is_typing=is_typing)
            assert set(found) <= {*ids.values()}
            assert len(found) == len({*found})

    ask()


def test_the_deepest_and_longest_queries_are_answered(
    shelf: tuple[Queries, dict[str, int]],
) -> None:
    queries, ids = shelf

    def found(text: str) -> set[int]:
        return {*queries.article_ids(View.ALL, query_parser.parse(text))}

    fox = {ids["fox"]}
    assert found("fox OR " * 500) == found("fox " * 5000) == found("(" * 9 + "fox" + ")" * 9) == fox
    assert found("-" * 500 + "fox") == {*ids.values()} - fox
    assert found("(" * 500 + "fox" + ")" * 500) <= fox


@pytest.mark.parametrize(
    ("text", "words", "others"),
    [
        ("हिन्दी भाषा", "हिन्दी भाषा", "हान्दू भष हन्द"),
        ("தமிழ் மொழி", "தமிழ்", "தமழ தாமிழ்"),
        ("ภาษาไทยไม่เว้นวรรค", "ไม่ เว้น", "ไม้ เว่น"),
        ("ខ្មែរ", "ខ្មែរ", "ខមរ"),
        ("नीला क़लम", "क़लम", "कलम"),
        ("שָׁלוֹם", "שלום שָׁלוֹם", "של"),
        ("مُحَمَّد أحمد", "محمد احمد", "مح"),
        ("Ёлка Чай", "елка Ёлка чаи", "ел"),
        ("Άλφα ὧ naïve Ångström", "αλφα ω naive angstrom", "να"),
        ("が 한국어 각", "が 한국어 각", "か 가"),
        ("Øre Łódź đak Æther œuvre ılık", "ore Øre LODZ dak aether oeuvre ilik", "ødz"),
        ("Þór ðat smørrebrød ħal", "thor dat smorrebrod smørrebrød hal", "tor"),
        ("كـتاب مدرسة ٱلله", "كتاب کتاب مدرسه الله", "تاب"),
        ("I ❤️ it", "❤ ❤️ it", "hearts"),
        ("عام ٢٠٢٤ م", "2024 ٢٠٢٤ ۲۰۲۴ २०२४ ２０２４", "٢٠٢ 202 ٤٢٠٢"),
        ("सन् १९४७ और ۱۳۹۹ ปี๒๕๖๗", "1947 ١٩٤٧ 1399 ١٣٩٩ 2567 ๒๕๖๗", "1948 ๒๕"),
        ("In 2024", "2024 ٢٠٢٤ ۲۰۲۴ २०२४ ๒๐๒๔", "٢٠٢٥"),
    ],
)
def test_vowel_signs_tell_words_apart_and_accents_do_not(
    history: History, queries: Queries, text: str, words: str, others: str
) -> None:
    id_ = history.do("Add", articles.add, draft("T", text)).article_id
    for word in words.split():
        assert find(queries, {"it": id_}, word) == "it", word
    for word in others.split():
        assert find(queries, {"it": id_}, word) == "", word


@pytest.mark.parametrize("how", ["written", "warmed up"])
def test_an_index_made_with_another_unicode_is_made_anew(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    history = History(database)
    with monkeypatch.context() as patch:  # as another version would spread it
        patch.setattr(search_index_maintenance, "VERSION", "0")
        patch.setattr(search_index_maintenance, "spread", lambda text: " ".join(text))
        patch.setattr(list_index, "fold", lambda text: " ".join(text))
        history.do("Add", articles.add, draft("हिन्दी", "some words"))
    assert find_faults(database.path) == []  # it is no damage
    if how == "written":
        history.write(lambda unit: unit.set_meta("some", "thing"))
    else:
        history.warm_up()
    assert search_terms(database.path) == rebuilt_search_terms(database.path, tmp_path / "copy")
    with closing(database.queries()) as queries:
        assert queries.article_ids(View.ALL, query_parser.parse("words")) == [1]
        version = queries.meta("search_version")
    assert version == search_tokens.VERSION
    assert unicodedata.unidata_version in version
    with monkeypatch.context() as patch:  # made anew once, not with each write
        patch.setattr(search_index_maintenance, "rebuild", None)
        history.undo()
    assert_sound(database.path)


def test_of_an_article_the_present_text_is_in_the_index(
    database: Database, history: History, queries: Queries, tmp_path: Path
) -> None:
    """A text that is read in again takes the place of the one before, and gives it back."""

    def found(word: str) -> list[int]:
        return queries.article_ids(View.ALL, query_parser.parse(word))

    def assert_indexed() -> None:
        assert_sound(database.path)
        assert search_terms(database.path) == rebuilt_search_terms(database.path, tmp_path / "copy")

    url = "https://example.org/"
    first = history.do("Add", articles.add, draft("Foxes", "An otter.", url=url)).article_id
    history.do("Again", articles.add, draft("Foxes", "A heron.", url=url))
    assert (found("otter"), found("heron")) == ([], [first])
    assert_indexed()
    old, _new = (one.id for one in queries.revisions(first))
    history.do("Choose", revisions.make_current, first, old)
    assert (found("otter"), found("heron")) == ([first], [])
    assert_indexed()
    for _step in range(2):
        history.undo()
        assert_indexed()
    assert (found("otter"), found("heron")) == ([first], [])
    history.redo()
    history.do("Trash", articles.trash, [first])
    history.write(articles.purge, [first])
    assert found("heron") == []
    assert_indexed()


URL = "https://example.org/"
OTHERS = {
    "noticed": "UPDATE revision SET text = text || ' and what else is to be said' WHERE id = 1",
    "not noticed": "UPDATE revision SET text = 'A badger.' WHERE id = 1",
    "noticed when FTS5 writes": "DELETE FROM search_text_data WHERE id = 10",
    "of notes": "DELETE FROM search_annotation_data WHERE id = 10",
}


@pytest.mark.parametrize("is_emptied", [False, True], ids=["added again", "emptied"])
@pytest.mark.parametrize("damage", OTHERS.values(), ids=OTHERS)
def test_an_index_that_lacks_what_is_to_be_taken_out_is_made_anew(
    library: Path, history: History, queries: Queries, damage: str, *, is_emptied: bool
) -> None:
    history.do("Add", articles.add, draft("A page", "An otter.", url=URL))
    history.do("Add", articles.add, draft("Voles", "A vole."))
    history.do("Note", annotations.set_article_note, 1, "zebra")
    (stated if "UPDATE" in damage else executed)(damage)(library)
    history.do("Note", annotations.set_article_note, 1, "quagga")
    if is_emptied:
        history.do("Trash", articles.trash, [1])
        history.write(articles.purge, [1])
    else:
        again = draft("A page", "A heron.", url=URL)
        history.do("Again", partial(articles.add, is_sure=True), again)
    assert FaultKind.SEARCH not in [fault.kind for fault in find_faults(library)]
    there = {"vole": [2]} if is_emptied else {"vole": [2], "heron": [1], "quagga": [1]}
    for word in ("vole", "heron", "quagga", "zebra", "otter", "badger", "said"):
        found = queries.article_ids(View.ALL, query_parser.parse(word))
        assert found == there.get(word, []), word


@pytest.mark.parametrize("name", search_index_maintenance.NAMES)
@pytest.mark.parametrize("sql", ["DELETE FROM {}_data", "DELETE FROM {}_config"])
def test_a_search_that_finds_the_index_damaged_has_it_rebuilt(
    library: Path, database: Database, history: History, name: str, sql: str
) -> None:
    history.do("Add", articles.add, draft("A page", "An otter."))
    executed(sql.format(name))(library)
    with closing(database.queries()) as queries:
        asked = partial(queries.article_ids, View.ALL, query_parser.parse("otter"))
        with pytest.raises(SearchIndexDamaged):
            asked()
        assert asked() == [1]
    assert not database.is_read_only
    assert FaultKind.SEARCH not in [fault.kind for fault in find_faults(library)]


def test_a_search_in_a_library_that_is_read_only_leaves_its_damaged_index(library: Path) -> None:
    with closing(Database.open(library)) as database:
        History(database).do("Add", articles.add, draft("A page", "An otter."))
    executed("DELETE FROM search_text_data")(library)
    with closing(Database.open(library, read_only=True)) as database:
        with closing(database.queries()) as queries, pytest.raises(SearchIndexDamaged):
            queries.article_ids(View.ALL, query_parser.parse("otter"))
        assert not database.damage


@pytest.mark.parametrize("damage", OTHERS.values(), ids=OTHERS)
def test_a_window_has_an_index_rebuilt_apart_from_the_change_that_finds_it_damaged(
    library: Path, database: Database, queries: Queries, damage: str
) -> None:
    """Until then nothing more is found, but all is listed, and the window is told once."""
    told: list[str] = []
    database.on_outdated_index = lambda: told.append("outdated")
    history = History(database)
    history.do("Add", articles.add, draft("A page", "An otter.", url=URL))
    history.do("Note", annotations.set_article_note, 1, "zebra")
    assert told == []
    (stated if "UPDATE" in damage else executed)(damage)(library)
    history.do("Note", annotations.set_article_note, 1, "quagga")
    again = draft("A page", "A heron.", url=URL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index_maintenance, "rebuild", None)
        history.do("Again", partial(articles.add, is_sure=True), again)
        history.do("Add", articles.add, draft("Voles", "A vole."))
        history.warm_up()
    assert told == ["outdated"]
    assert queries.article_ids(View.ALL, None, Sort.TITLE, False) == [1, 2]
    history.rebuild_index()
    assert FaultKind.SEARCH not in [fault.kind for fault in find_faults(library)]
    for word, there in {"vole": [2], "heron": [1], "quagga": [1], "otter": [], "zebra": []}.items():
        assert queries.article_ids(View.ALL, query_parser.parse(word)) == there, word
    history.rebuild_index()
    history.undo()
    assert told == ["outdated"]


def test_what_a_window_of_another_version_left_to_its_rebuild_is_found(
    library: Path, database: Database, queries: Queries
) -> None:
    """Though it was closed before that, and the index is of the version that goes on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index_maintenance, "VERSION", "0")
        with closing(Database.open(library)) as other:
            other.on_outdated_index = lambda: None
            History(other).do("Add", articles.add, draft("Voles", "A vole."))
    history = History(database)
    history.do("Add", articles.add, draft("A page", "An otter."))
    for word, there in {"vole": [1], "otter": [2]}.items():
        assert queries.article_ids(View.ALL, query_parser.parse(word)) == there, word
    assert_sound(library)


def test_an_index_that_could_not_be_rebuilt_is_asked_for_again(
    library: Path, database: Database
) -> None:
    told: list[str] = []
    database.on_outdated_index = lambda: told.append("outdated")
    history = History(database)
    history.do("Add", articles.add, draft("A page", "An otter."))
    executed("DELETE FROM meta WHERE key = 'search_version'")(library)
    history.do("Note", annotations.set_article_note, 1, "quagga")
    with write_lock(library, 0.1), pytest.raises(LibraryLocked):
        history.rebuild_index()
    assert told == ["outdated"]
    history.do("Note", annotations.set_article_note, 1, "zebra")
    assert told == ["outdated", "outdated"]


def test_what_the_index_has_under_the_id_of_a_new_highlight_is_replaced(
    library: Path, database: Database, queries: Queries
) -> None:
    """Left there by another program; a highlight could not be added otherwise."""
    history = History(database)
    history.do("Add", articles.add, draft("A page", "An otter."))
    executed("INSERT INTO search_annotation(rowid, quote, note) VALUES (1, 'badger', '')")(library)
    history.do("Mark", annotations.highlight, 1, 3, 8, Color.GREEN)
    for word, there in {"quote:otter": [1], "quote:badger": []}.items():
        assert queries.article_ids(View.ALL, query_parser.parse(word)) == there, word
    assert_sound(library)
