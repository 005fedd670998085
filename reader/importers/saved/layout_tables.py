"""Replaces layout tables, as in email, by consecutive blocks."""

from lxml import etree

from reader.importers.web.lxml_helpers import text_of

_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col")
_BLOCKS = ("p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "hr")
_UNWRAPPED = "postil-unwrapped"
_LONGEST_CELL = 200  # characters, where nothing says what a table is


def unwrap_layout_tables(root: etree._Element) -> None:
    """Puts what the tables under root hold that hold no data in their place, block by block."""
    for table in list(root.iter("table")):
        parts = [part for part in table.iter(*_PARTS) if _table_of(part) is table]
        if not _is_layout(table, parts):
            continue
        for part in parts:
            is_text = part.tag in ("td", "th", "caption") and not _holds_blocks(part)
            part.tag = "p" if is_text else _UNWRAPPED
    etree.strip_tags(root, _UNWRAPPED)


def _holds_blocks(cell: etree._Element) -> bool:
    return next(cell.iter(*_BLOCKS, _UNWRAPPED), None) is not None


def _table_of(part: etree._Element) -> "etree._Element | None":
    if part.tag == "table":
        return part
    return next((one for one in part.iterancestors("table")), None)


def _is_layout(table: etree._Element, parts: list[etree._Element]) -> bool:
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if any(part.tag in ("th", "caption", "thead") for part in parts):
        return False
    rows = [[cell for cell in row if cell.tag == "td"] for row in parts if row.tag == "tr"]
    cells = [cell for row in rows for cell in row]
    if any(map(_holds_blocks, cells)):
        return True
    is_grid = len(rows) > 1 and all(len(row) > 1 for row in rows)
    return not is_grid or any(len(text_of(cell)) > _LONGEST_CELL for cell in cells)
