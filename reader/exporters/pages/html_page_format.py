"""Registers HTML: a folder with one self-contained page without scripts for each article."""

import base64
from collections.abc import Iterable
from html import escape
from pathlib import Path

from reader.core.translation import N_
from reader.exporters.export_item import Item, Written
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.files.document_folder import write_folder
from reader.exporters.pages.article_page import article_page
from reader.exporters.pages.page_style import STYLE

# Nothing is loaded from elsewhere and nothing runs, whatever the page contains.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def html_page(item: Item, find_asset: FindAsset) -> str:
    """Returns an article as a page with its style and its images in it."""

    def picture(address: str) -> str:
        asset = find_asset(address.removeprefix("asset:"))
        if asset is None:
            return ""
        return f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode()}"

    article, page = item.article, article_page(item, picture)
    language = f' lang="{escape(article.language)}"' if article.language else ""
    author = f'<meta name="author" content="{escape(article.byline)}">\n' if article.byline else ""
    tags = "".join(
        f'<meta property="article:tag" content="{escape(one)}">\n' for one in article.tags
    )
    is_page = article.url.startswith(("http://", "https://"))
    source = f'<link rel="canonical" href="{escape(article.url)}">\n' if is_page else ""
    return (
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="Postil">\n'
        f"<title>{escape(article.title, quote=False)}</title>\n{author}{tags}{source}"
        f"<style>\n{STYLE}</style>\n</head>\n<body>\n"
        f'<article dir="auto">\n<header>\n{page.heading}\n</header>\n{page.text}\n</article>\n'
        f"{page.notes}\n</body>\n</html>\n"
    )


def _write(items: Iterable[Item], path: Path, find_asset: FindAsset) -> Written:
    return write_folder(items, path, ".html", lambda item: html_page(item, find_asset))


FORMAT = ExportFormat(
    id="html",
    title=N_("HTML pages"),
    suffix=".html",
    write=_write,
    is_folder=True,
    is_for_annotations=False,
    stem="postil-pages",
    position=7,
)
