"""Text without meaning or chance, the same at each run: for the bare window and for libraries."""

WORDS = (
    "the margin of a page is where reading turns to writing and a reader who keeps notes comes back"
    " sooner than one who keeps only books since what was marked once is found again"
).split()


def sentence(seed: int, length: int = 16) -> str:
    """A sentence of so many words, other words for another seed."""
    step = 1 + seed % 5
    words = [WORDS[(7 * seed + n * step) % len(WORDS)] for n in range(length)]
    return " ".join(words).capitalize() + "."


def paragraph(seed: int, sentences: int = 4) -> str:
    """A paragraph of sentences of 16 words."""
    return " ".join(sentence(seed * 11 + n) for n in range(sentences))


def title(number: int) -> str:
    """A title of moderate length."""
    return f"Article {number}: {sentence(number, 6)}"


def article_html(number: int, paragraphs: int = 20) -> str:
    """The body of an article of so many paragraphs of 64 words; each begins with its number."""
    return "".join(f"<p>{number}.{n} {paragraph(number + n)}</p>" for n in range(paragraphs))


def long_html(words: int) -> str:
    """A body of about so many words: headings, paragraphs with emphasis and links, lists, quotes."""
    parts: list[str] = []
    count = number = 0
    while count < words:
        kind = number % 12
        if kind == 0:
            parts.append(f"<h2>{sentence(number, 5)}</h2>")
            count += 5
        elif kind == 5:
            items = "".join(f"<li>{sentence(number + n)}</li>" for n in range(4))
            parts.append(f"<ul>{items}</ul>")
            count += 64
        elif kind == 9:
            parts.append(f"<blockquote><p>{paragraph(number)}</p></blockquote>")
            count += 64
        else:
            first, rest = sentence(number, 12), paragraph(number)
            parts.append(
                f'<p><em>{first}</em> {rest} <a href="https://example.org/{number}">'
                f"{sentence(number, 4)}</a> <strong>{sentence(number, 3)}</strong></p>"
            )
            count += 83
        number += 1
    return "".join(parts)


def book_html(words: int) -> str:
    """A body of about so many words in chapters of 2,000, each of them with a table at its end."""
    chapters: list[str] = []
    for number in range(max(1, words // 2_000)):
        rows = "".join(
            f"<tr><td>{number}.{row}</td><td>{sentence(number + row, 5)}</td>"
            f"<td>{sentence(row, 8)}</td></tr>"
            for row in range(6)
        )
        head = "<tr><th>Number</th><th>Place</th><th>What was found</th></tr>"
        chapters.append(f"{long_html(1_900)}<table>{head}{rows}</table>")
    return "".join(chapters)
