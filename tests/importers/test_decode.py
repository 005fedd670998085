"""Bytes are read as the text they are, or refused in one sentence."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ImportFailed
from reader.importers import limits
from reader.importers.decode import decode
from tests.each import each
from tests.importers.sources import read_page, read_text, text_source

RUSSIAN = "Река делит город на две части, и на каждом берегу говорят, что жизнь — на другом.\n" * 3
JAPANESE = "古い図書館は海のそばにあります。毎日たくさんの人が本を読みに来ます。\n" * 3
FRENCH = "Le café d’Élodie — « naïf » — ouvre à sept heures, hélas, et ça ne coûte que 3 £.\n"


@each("text", [RUSSIAN, JAPANESE, FRENCH, "plain ASCII words\n", "漢字", "🙂 é"])
@each(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_unicode_with_and_without_mark(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    if encoding.startswith("utf-16-") and b"\0" not in data:
        return  # nothing tells such bytes from any other
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data if len(text) < 5 else data
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data if len(text) < 5 else data
    assert decode(data, "x").text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1))
def test_any_utf8_is_read_as_it_is(text: str) -> None:
    if not text.strip().strip("\ufeff\u200b"):
        return
    assert decode(text.encode(), "x").text in (text, text.removeprefix("\ufeff"))


@each(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN.replace("—", "-"), "koi8-r"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (FRENCH, "cp1252"),
        ("Ça va? “Très” bien…", "cp1252"),
        ("图书馆在海边，每天都有很多人来看书，也有人只是来看海。\n" * 3, "gb18030"),
    ],
)
def test_legacy_charset_is_guessed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x").text == text


@each(
    ("line", "encoding"),
    [
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "iso8859-2"),
        ("Zażółć gęślą jaźń.", "cp1250"),
        ("Árvíztűrő tükörfúrógép.", "iso8859-2"),
        ("Pomoc się wyświetla w oknie głównym", "cp1250"),
        ("Şişli'de yağmur yağıyor, güneş görünmüyor.", "cp1254"),
        ("Grupės antraštės mygtuko reljefas", "cp1257"),
        ("Gaidīja lietu un devās garā pastaigā priekš draugiem.", "cp1257"),
        ("Ebből a „tag” címkéből hiányzik egy „namespace” attribútum.", "cp1250"),
        ("Non è disponibile un aiuto", "cp1252"),
        ("Indica se il gesto è esclusivo, e nessuno sa altro.", "cp850"),
        ("La barca non può partire prima di domani sera.", "cp850"),
        ("Ne pas appliquer les limitations de nom de clé ici.", "cp850"),
        ("Ekki er hægt að opna þessa skrá.", "cp1252"),
    ],
)
def test_one_line_shows_its_language_by_its_letters(line: str, encoding: str) -> None:
    assert decode(line.encode(encoding), "x").text == line


@each(
    ("names", "encoding"),
    [
        ("Müller, Nuñez, Ångström, Gårdlund and Çelik", "cp1252"),
        ("José Müller and François Nuñez met Åsa Ström", "cp1252"),
        ("Hôtel Über-Österreich, São Paulo, Málaga", "cp1252"),
        ("Dvořák, Łukasz i Kovács Béla, Székesfehérvár, Łódź, Přerov, Żofia, Örkény", "cp1250"),
    ],
)
def test_names_of_several_languages(names: str, encoding: str) -> None:
    for text in (names, f"{names}\n" * 20):
        assert decode(text.encode(encoding), "x").text == text


@each("encoding", ["cp1252", "cp437", "cp850", "mac_roman", "iso8859-15"])
@each(
    "text",
    [
        "Der König saß über dem Tümpel und zählte die Möwen auf dem großen Deich.",
        "L'été, où les écoliers découvrent la forêt près du château, était doux.",
        "El niño soñó con una montaña mágica. La señora llegó después y habló.",
        "På ön växte det blåbär och åskan gick över ängarna. Får får får?",
        "Perché la città è così bella? Più tardi andrò là, disse, e poi caffè.",
    ],
)
def test_charset_of_an_old_system_is_guessed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x").text == text


@each(
    ("text", "encoding"),
    [
        (
            "غادرت العبارة إلى أولدمير قبل أن ينقشع الضباب، وعلى متنها تسعة ركاب وصندوق.",
            "iso8859-6",
        ),
        ("Паром ушёл прежде, чем рассеялся туман, с девятью пассажирами.", "mac_cyrillic"),
        ("Přívoz odplul dříve, než se zvedla mlha, s devíti cestujícími.", "cp852"),
    ],
)
def test_charset_of_other_scripts_is_guessed(text: str, encoding: str) -> None:
    assert decode(f"{text}\n\n{text}".encode(encoding), "x").text == f"{text}\n\n{text}"


def test_labels_of_browsers() -> None:
    for label, encoding, text in (
        ("x-mac-cyrillic", "mac_cyrillic", "Да"),
        ("x-sjis", "cp932", "霧"),
        ("windows-31j", "cp932", "霧"),
        ("x-cp1251", "cp1251", "Да"),
        ("Win-1251", "cp1251", "Да"),
        ("cp-850", "cp850", "Größe"),
        ("dos-874", "cp874", "ไทย"),
        ("windows-949", "cp949", "안개"),
        ("gb_2312-80", "gb18030", "雾"),
        ("big5-eten", "big5", "霧"),
        ("x-mac-roman", "mac_roman", "Größe"),
        ("iso-8859-8-i", "iso8859_8", "ערפל"),
        ("latin-2", "iso8859_2", "Mgła"),
    ):
        page = f'<meta charset="{label}"><p>{text}'
        assert decode(page.encode(encoding), "x").text == page


def test_a_letter_in_a_word_of_another_script_is_no_guess() -> None:
    for text in ("Perché la città è così bella? Più tardi", "folk på Fanø så båden sejle"):
        assert decode(text.encode("cp1252"), "x").text == text
    polish = "Zażółć gęślą jaźń, rzekł król."
    assert decode(polish.encode("cp1250"), "x").text == polish


@pytest.mark.parametrize("label", ["windows-1251", "cp1251", "WINDOWS-1251"])
def test_declared_charset(label: str) -> None:
    for head in (
        f'<meta charset="{label}">',
        f"<meta http-equiv=Content-Type content='text/html; charset={label}'>",
        f'<?xml version="1.0" encoding="{label}"?>',
    ):
        decoded = decode(f"{head}<p>Да".encode("cp1251"), "x")
        assert (decoded.text, decoded.encoding) == (f"{head}<p>Да", "cp1251")
    assert decode("Да".encode("cp1251"), "x", label).text == "Да"


@each("label", ["rot13", "base64", "utf-7", "idna", "unicode_escape", "no-such"])
def test_declared_charset_that_is_none_is_ignored(label: str) -> None:
    data = f'<meta charset="{label}"><p>caf\xe9 +AGE-'.encode("latin-1")
    assert decode(data, "x").text.endswith("<p>café +AGE-")


def test_charset_that_lies() -> None:
    assert decode('<meta charset="windows-1251">é'.encode(), "x").text.endswith(">é")
    assert decode(b'<meta charset="utf-8">caf\xe9', "x").text.endswith(">café")


def test_latin_1_means_windows_1252() -> None:
    assert decode(b"<meta charset=iso-8859-1>\x93a\x94", "x").text.endswith("“a”")


def test_stray_bytes_in_utf8_are_read_singly() -> None:
    decoded = decode("été à l’école, où ".encode() + b"caf\xe9 \x81" + "ça".encode(), "x")
    assert decoded.text == "été à l’école, où café \x81ça"
    assert decoded.notes


def test_stray_nul_bytes_are_left_out() -> None:
    for text in ("some text\0 with a NUL byte in it", "a page é <p>" + "\0" * 6 + "words " * 30):
        for encoding in ("utf-8", "cp1252"):
            decoded = decode(text.encode(encoding), "x")
            assert decoded.text == text.replace("\0", "")
            assert "NUL bytes were left out." in decoded.notes


def test_cut_utf16_keeps_what_is_whole() -> None:
    assert decode("abc def ghi".encode("utf-16-le")[:-1], "x").text == "abc def gh"
    assert decode("abc def".encode("utf-16")[:-1], "x").text.startswith("abc de")


@each(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n ", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        ("\ufeff\u200b \u3000".encode(), "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"GIF89a\x01\0\x01\0", "image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\0\0\0", "damaged"),  # the list of its files is missing
        (b"PK\x03\x04\x14" + b"\0" * 25 + b"PK\x05\x06" + b"\0" * 18, "ZIP"),
        (gzip.compress(b"text", mtime=0), "compressed"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 9, "program"),
        (b"text\0with\0many\0NUL\0bytes in it", "binary"),
        (b"\0" * 1000, "binary"),
        (bytes(range(1, 32)) * 50, "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"SQLite format 3\0\x10\0\x01\x01", "database"),
    ],
)
def test_refusals(data: bytes, says: str) -> None:
    for media_type in ("text/plain", "text/markdown", "text/html"):
        with pytest.raises(ImportFailed) as caught:
            read_text(data, "thing.bin") if media_type == "text/plain" else decode(
                data, "thing.bin"
            )
        sentence = str(caught.value)
        assert says in sentence
        assert "thing.bin" in sentence
        assert sentence.endswith(".")
        assert "\n" not in sentence


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, "x")
    except ImportFailed as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017
    else:
        assert decoded.text.encode().decode() == decoded.text  # no half of a character


def test_too_many_bytes() -> None:
    with pytest.raises(ImportFailed, match="larger than 50 MB"):
        decode(b"a" * (limits.FILE_BYTES + 1), "x")


def test_charset_of_the_media_type() -> None:
    from reader.importers import read

    draft = read(text_source("Да, это он.".encode("koi8-r"), "x", "text/plain; charset=koi8-r"))
    assert "Да, это он." in draft.html


def test_utf16_page_that_says_utf8() -> None:
    page = '<html><head><meta charset="utf-8"><title>T</title></head><body><p>Words é.</p></body></html>'
    assert "Words é." in read_page(page.encode("utf-16")).html
