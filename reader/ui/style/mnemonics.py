"""Adds mnemonics (Alt and a letter) to titles."""


def with_mnemonic(title: str, taken: set[str]) -> str:
    """Marks the first letter of a title that no other title uses; initial letters are preferred."""
    starts = [n for n in range(len(title)) if n == 0 or title[n - 1] == " "]
    for place in (*starts, *range(len(title))):
        letter = title[place]
        if letter.isalnum() and letter.lower() not in taken:
            taken.add(letter.lower())
            return f"{title[:place]}&{title[place:]}"
    return title
