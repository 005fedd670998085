"""Distinguishes data tables from layout tables."""

from itertools import islice

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.web.lxml_helpers import HEADINGS

_IN_LAYOUT = names("p div ul ol form table") | HEADINGS


def is_data_table(table: etree._Element) -> bool:
    """Returns whether a table has what tables of data have: headings, or many cells."""
    if table.get("role") == "presentation":
        return False
    if table.find(".//caption") is not None or table.find(".//th") is not None:
        return True
    if table.find(".//table") is not None:
        return False
    rows = table.findall(".//tr")
    columns = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or columns < 2:
        return False
    return len(rows) > 3 or columns > 3 or len(rows) * columns > 10


def is_layout_table(table: etree._Element) -> bool:
    """Returns whether a table is no table of data beyond doubt: its cells contain parts of a page.

    Or it has one cell.
    """
    if is_data_table(table):
        return False
    has_parts = next(table.iterdescendants(*_IN_LAYOUT), None) is not None
    return has_parts or len(list(islice(table.iterdescendants("td"), 2))) == 1
