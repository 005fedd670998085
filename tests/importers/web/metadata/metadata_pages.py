"""Pages that say of their article who wrote it, when, and how it is called."""

PROSE = "The boat left at nine, with the mail and four passengers, one of whom was a goat. " * 3


def page(head: str = "", body: str = "", html: str = "") -> str:
    return (
        f"<!doctype html><html {html}><head>{head}</head><body>{body}<p>{PROSE}</p></body></html>"
    )


def linked(name: str, value: str, kind: str = "Article") -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}", "{name}": "{value}"}}</script>'


def metas(*pairs: tuple[str, str]) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in pairs)
