"""Mail is read as a mail program shows it: its author, its date, its text and its pictures."""

import email.policy
from email.message import EmailMessage

import pytest

from reader.core.article_source import LeftOut
from reader.core.errors import ImportFailed
from tests.importers.saved.samples import PNG, mail, read_bytes
from tests.importers.sources import read_text

LETTER = "<h1>Ferries</h1><p>The ferry left before the fog had lifted, with a crate of lemons.</p>"


def test_newsletter() -> None:
    message = mail(f"{LETTER}<img src='cid:gull'>", "Ferries, in plain words.")
    _text, page = message.iter_parts()
    assert isinstance(page, EmailMessage)
    page.add_related(PNG, "image", "png", cid="<gull>")
    draft = read_bytes(message.as_bytes(policy=email.policy.SMTP), "letter.eml")
    assert (draft.title, draft.byline) == ("Ferries — a letter", "Fenn, Ada")
    assert draft.published == "2024-03-05T09:30:00+01:00"
    assert draft.importer == "mail/1"
    assert "crate of lemons" in draft.html
    assert "in plain words" not in draft.html
    assert [asset.data for asset in draft.assets] == [PNG]


def test_tables_that_only_place_things_are_none() -> None:
    figures = "<table><tr><td>Skiffs</td><td>12</td></tr><tr><td>Barges</td><td>3</td></tr></table>"
    named = "<table><caption>Boats</caption><tr><th>Skiffs</th><td><p>12</p></td></tr></table>"
    letter = (
        f"<table><tbody><tr><td><table role=presentation><tr><th>{LETTER}</th></tr></table></td></tr>"
        f"<tr><td>One cell.</td></tr><tr><td>{figures}{named}</td></tr></table>"
    )
    html = read_bytes(mail(letter).as_bytes(), "letter.eml").html
    assert html.count("<table>") == 2
    assert "<td>Barges</td><td>3</td>" in html
    assert "<caption>Boats</caption>" in html
    assert html.index("crate of lemons") < html.index("One cell.") < html.index("Skiffs")


def test_letter_that_is_all_pictures_is_read_as_text() -> None:
    letter = mail("<img src='https://quay.example/all.png'>", "The ferry left before the fog.")
    assert "The ferry left before the fog." in read_bytes(letter.as_bytes(), "letter.eml").html


def test_attachments_are_named_and_not_read() -> None:
    message = mail(LETTER)
    message.add_attachment("<p>Not this.</p>", subtype="html", filename="other.html")
    draft = read_bytes(message.as_bytes(), "letter.eml")
    assert "Not this" not in draft.html
    assert LeftOut("other.html", "attached to the email") in draft.left_out


def test_plain_text_with_the_lines_of_a_mail_program() -> None:
    message = mail(text="-")
    message.set_payload(
        "The ferry left before the fog had \r\nlifted.\r\n\r\n> quoted words \r\nand own.\r\n-- \r\nAda\r\n"
    )
    message.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    draft = read_bytes(message.as_bytes(), "letter.eml")
    assert draft.title == "Ferries — a letter"
    assert "before the fog had lifted." in draft.html
    assert "<blockquote>\n<p>quoted words</p>" in draft.html


def test_legacy_charset_and_bytes_in_the_header() -> None:
    data = (
        b"Received: by mail.example\r\nFrom: K\xc3\xb6nig <k@quay.example>\r\n"
        b"Subject: =?koi8-r?B?8NLJ18XU?=\r\n =?koi8-r?B?IM3J0g==?=\r\nDate: no date\r\n"
        b"Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "Паром ушёл до тумана.".encode("koi8-r")
    )
    draft = read_bytes(data, "letter.eml")
    assert (draft.title, draft.byline, draft.published) == ("Привет мир", "König", "")
    assert "Паром ушёл" in draft.html


def test_what_programs_put_before_a_mail() -> None:
    data = mail(LETTER).as_bytes()
    for before in (b"1234\n", b"From ada@quay.example Tue Mar  5 09:30:00 2024\n", b"\xef\xbb\xbf"):
        assert read_bytes(before + data, "letter.emlx").title == "Ferries — a letter"


def test_forwarded_mail_is_not_the_text() -> None:
    message = mail(LETTER)
    message.add_attachment(mail("<p>The forwarded one.</p>"))
    draft = read_bytes(message.as_bytes(), "letter.eml")
    assert "forwarded one" not in draft.html
    assert draft.left_out == (LeftOut("Ferries — a letter", "attached to the email"),)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ("Content-Type: multipart/encrypted; boundary=x\n\n--x\n\nsecret\n--x--\n", "is encrypted"),
        ("Content-Type: image/png\n\nxx", "without text"),
        ("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nThe ferry le", "cut off"),
    ],
)
def test_mail_that_cannot_be_read(fields: str, says: str) -> None:
    data = f"From: a@quay.example\nTo: b@quay.example\nMIME-Version: 1.0\n{fields}".encode()
    with pytest.raises(ImportFailed, match=says):
        read_bytes(data, "letter.eml")


def test_text_that_begins_like_mail_is_text() -> None:
    draft = read_text("From: here\nTo: there\n\nThe ferry left before the fog had lifted.")
    assert draft.importer.startswith("plain-text/")


HEAD = "From: Ann <ann@quay.example>\nSubject: Tides\nMIME-Version: 1.0\n"


def parts(kind: str, *texts: str) -> str:
    """Returns the field and the body of a message of several parts."""
    return f"Content-Type: {kind}; boundary=b\n\n--b\n" + "\n--b\n".join(texts) + "\n--b--\n"


def test_a_mail_that_only_passes_another_on_is_that_one() -> None:
    inner = (
        "Content-Type: message/rfc822\n\nFrom: Cy <c@quay.example>\nSubject: Ebb\n\nThe boat left."
    )
    draft = read_bytes((HEAD + parts("multipart/mixed", inner)).encode(), "letter.eml")
    assert (draft.title, draft.byline, draft.html) == ("Ebb", "Cy", "<p>The boat left.</p>")
    with pytest.raises(ImportFailed, match="several emails"):
        read_bytes((HEAD + parts("multipart/digest", inner, inner)).encode(), "letter.eml")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            parts(
                "multipart/mixed",
                "Content-Type: text/html\n\n<p>One.</p>",
                "Content-Type: image/png\nContent-Disposition: inline\n\nxx",
                "Content-Type: text/html\n\n<p>Two.</p>",
                "Content-Type: text/plain\n\nThree.\n\n> Four.",
            ),
            ["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>", "Four."],
        ),
        (
            parts(
                "multipart/alternative",
                "Content-Type: text/plain\n\nPlain.",
                "Content-Type: text/html\n\n<p>Rich.</p>",
                "Content-Type: text/calendar\n\nBEGIN:VCALENDAR",
            ),
            ["<p>Rich.</p>"],
        ),
        ("Content-Type: text/plain\n\n<html><body><p>One.</p></body></html>", ["<p>One.</p>"]),
        (
            (
                "Content-Type: text/html; charset=utf-8\n"
                'Content-Transfer-Encoding: "Quoted-Printable" \n\n<p>caf=C3=A9 =  \nau lait</p>'
            ),
            ["<p>café au lait</p>"],
        ),
        (
            (
                "Content-Type: text/plain; format=flowed\n\n> quoted \n> words\n>> deeper \n"
                ">> ones \n-- \nAnn"
            ),
            ["<p>quoted words</p>", "<p>deeper ones</p>", "--"],
        ),
    ],
)
def test_all_texts_that_a_mail_program_shows(body: str, words: list[str]) -> None:
    html = read_bytes((HEAD + body).encode(), "letter.eml").html
    places = [html.find(one) for one in words]
    assert -1 not in places
    assert places == sorted(places)
    assert "Plain" not in html


def test_a_line_that_a_program_broke_very_often_is_read() -> None:
    """By adding each part to those before it, this would take minutes."""
    head = f"{HEAD}Content-Type: text/plain; format=flowed; delsp=yes\n\n"
    html = read_bytes((head + "lift \n" * 600_000).encode(), "letter.eml").html
    assert "liftlift" in html


def test_what_programs_write_around_a_mail_is_not_its_text() -> None:
    letter = f"{HEAD}\nThe boat left.\n>From the sea.\n"
    noted = f'{len(letter)}\n{letter}<?xml version="1.0"?>\n<plist><dict/></plist>\n'
    assert "plist" not in read_bytes(noted.encode(), "1.emlx").html
    boxed = f"From ann@quay.example Mon May  6 07:08:09 2024\n{letter}"
    assert "<p>From the sea.</p>" in read_bytes(boxed.encode(), "letter.eml").html
