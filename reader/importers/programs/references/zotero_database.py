"""Reads Zotero's database: references with collections, annotations of their files, and notes."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Iterator, Sequence

from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.foreign_database import ForeignDatabase, Row, is_database, opened
from reader.importers.programs.lenient_json import text
from reader.importers.programs.nested_list_names import list_names
from reader.importers.programs.records import ArticleRecord, HighlightRecord
from reader.importers.programs.references.doi_addresses import doi_address
from reader.importers.programs.references.zotero_notes import highlights_of
from reader.importers.programs.times import milliseconds

_MARKS = (1, 2, 5)  # highlights, notes in the margin, underlining; others have a comment at most
_UNDERLINED = 5
_FIELDS = (
    *("title", "url", "DOI", "date", "abstractNote", "language"),
    *("websiteTitle", "publicationTitle"),
)
_LEFT = "SELECT itemID FROM deletedItems"


def databases(files: ExportFiles) -> list[str]:
    """Returns the files that are databases of Zotero."""
    return [one for one in files.named(".sqlite") if is_database(files, one, *_tables_of(one))]


def _tables_of(name: str) -> Sequence[str]:
    """Returns the tables by which a database is Zotero's; none for its own name: it may be damaged."""
    is_named = name.rpartition("/")[2].lower() == "zotero.sqlite"
    return () if is_named else ("itemData", "itemAttachments")


def read_database(files: ExportFiles, name: str) -> Iterator[ArticleRecord]:
    """Yields the references that have an address, an annotation or a note."""
    with opened(files, name) as database:
        tags = _names(
            database,
            "SELECT i.itemID AS id, t.name AS name FROM itemTags AS i"
            " JOIN tags AS t ON t.tagID = i.tagID ORDER BY i.itemID, t.name",
        )
        for id_, names_of in _collections(database).items():
            tags.setdefault(id_, []).extend(names_of)
        facts = _facts(database)
        marks: dict[int, list[HighlightRecord]] = {}
        annotations = [*_annotations(database)]
        for row in annotations:
            mark = _mark(row, tags.get(_id(row["id"]), ()))
            marks.setdefault(_id(row["parent"]), []).append(mark)
        of_note = database.selection("itemNotes", note="note", title="title")
        for row in database.rows(
            f"SELECT coalesce(parentItemID, itemID) AS parent, {of_note} FROM itemNotes"
            f" WHERE itemID NOT IN ({_LEFT}) ORDER BY itemID"
        ):
            parent = _id(row["parent"])
            marks.setdefault(parent, []).extend(highlights_of(text(row["note"])))
            facts.setdefault(parent, {}).setdefault("title", text(row["title"]))
        names = _creators(database)
        are_annotated = "SELECT itemID FROM itemAnnotations" if annotations else "0"
        of_feeds = "SELECT itemID FROM feedItems" if database.columns("feedItems") else "0"
        for row in database.rows(
            f"SELECT itemID AS id, key, dateAdded AS added FROM items WHERE itemID NOT IN ({_LEFT})"
            f" AND itemID NOT IN ({are_annotated}) AND itemID NOT IN ({of_feeds})"
            " AND itemID NOT IN (SELECT itemID FROM itemNotes WHERE parentItemID IS NOT NULL)"
            " AND itemID NOT IN (SELECT itemID FROM itemAttachments WHERE parentItemID IS NOT NULL)"
            " ORDER BY itemID"
        ):
            id_ = _id(row["id"])
            known, own = facts.get(id_, {}), marks.get(id_, [])
            url = known.get("url") or doi_address(known.get("DOI", ""))
            if own or url:
                yield ArticleRecord(
                    title=known.get("title", ""),
                    url=url,
                    author=", ".join(names.get(id_, ())),
                    site=known.get("websiteTitle") or known.get("publicationTitle", ""),
                    published=known.get("date", "")[:10].removesuffix("-00").removesuffix("-00"),
                    language=known.get("language", ""),
                    excerpt=known.get("abstractNote", ""),
                    added=milliseconds(row["added"]),
                    tags=tuple(tags.get(id_, ())),
                    highlights=tuple(own),
                    key=text(row["key"]),
                )


def _creators(database: ForeignDatabase) -> dict[int, list[str]]:
    """Returns the names of the authors of each reference; if it has none, of all who made it."""
    has_kinds = "creatorType" in database.columns("creatorTypes")
    kind = "SELECT creatorTypeID FROM creatorTypes WHERE creatorType = 'author'"
    is_author = f"i.creatorTypeID IN ({kind})" if has_kinds else "1"
    authors, others = (
        _names(
            database,
            "SELECT i.itemID AS id, trim(coalesce(c.firstName, '') || ' ' || c.lastName) AS name"
            " FROM itemCreators AS i JOIN creators AS c ON c.creatorID = i.creatorID"
            f" WHERE {'' if is_wanted else 'NOT '}({is_author}) ORDER BY i.itemID, i.orderIndex",
        )
        for is_wanted in (True, False)
    )
    return others | authors


def _collections(database: ForeignDatabase) -> dict[int, list[str]]:
    """Returns the names of the collections that each reference is in."""
    if not database.columns("collectionItems"):
        return {}
    known = database.selection(
        "collections", id="collectionID", name="collectionName", parentId="parentCollectionID"
    )
    names = list_names([*database.rows(f"SELECT {known} FROM collections")])
    # Of versions before 7, those that are deleted are not there any more.
    are_left = database.columns("deletedCollections")
    left = "SELECT collectionID FROM deletedCollections" if are_left else "0"
    found: dict[int, list[str]] = {}
    for row in database.rows(
        f"SELECT itemID AS item, collectionID AS id FROM collectionItems"
        f" WHERE collectionID NOT IN ({left}) ORDER BY itemID, collectionID"
    ):
        found.setdefault(_id(row["item"]), []).append(names.get(text(row["id"]), ""))
    return found


def _annotations(database: ForeignDatabase) -> Iterator[Row]:
    """Yields annotations with the reference that their file belongs to, else the file itself."""
    if not database.columns("itemAnnotations"):  # of versions before 6
        return
    marks = ", ".join(map(str, _MARKS))
    yield from database.rows(
        "SELECT a.itemID AS id, coalesce(f.parentItemID, f.itemID) AS parent, a.type, a.text, a.comment, a.color,"
        " a.pageLabel AS page, i.key, i.dateAdded AS created, i.dateModified AS modified"
        " FROM itemAnnotations AS a JOIN items AS i ON i.itemID = a.itemID"
        " JOIN itemAttachments AS f ON f.itemID = a.parentItemID"
        f" WHERE (a.type IN ({marks}) OR a.comment <> '') AND a.itemID NOT IN ({_LEFT})"
        " ORDER BY parent, a.sortIndex"
    )


def _mark(row: Row, tags: Sequence[str]) -> HighlightRecord:
    page = text(row["page"])
    lines = ("underlined",) if row["type"] == _UNDERLINED else ()
    return HighlightRecord(
        quote=text(row["text"]),
        note=text(row["comment"]),
        color=text(row["color"]),
        tags=(*lines, *tags),
        created=milliseconds(row["created"]),
        updated=milliseconds(row["modified"]),
        key=text(row["key"]),
        place=f"page {page}" if page else "",
    )


def _facts(database: ForeignDatabase) -> dict[int, dict[str, str]]:
    fields = "fieldsCombined" if database.columns("fieldsCombined") else "fields"
    marks = ", ".join("?" * len(_FIELDS))
    facts: dict[int, dict[str, str]] = {}
    for row in database.rows(
        f"SELECT d.itemID AS id, f.fieldName AS name, v.value AS value FROM itemData AS d"
        f" JOIN {fields} AS f ON f.fieldID = d.fieldID JOIN itemDataValues AS v"
        f" ON v.valueID = d.valueID WHERE f.fieldName IN ({marks})",
        _FIELDS,
    ):
        facts.setdefault(_id(row["id"]), {})[text(row["name"])] = text(row["value"])
    return facts


def _names(database: ForeignDatabase, sql: str) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    for row in database.rows(sql):
        names.setdefault(_id(row["id"]), []).append(text(row["name"]))
    return names


def _id(value: object) -> int:
    """Returns an id; 0, which nothing has, where a damaged file contains something else."""
    return value if isinstance(value, int) else 0
