"""Reads the revisions of an article and the anchors of its highlights on each."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.article_source import LeftOut
from reader.core.errors import NotFound
from reader.core.models import Revision, RevisionFacts, Selector, Status
from reader.core.translation import _
from reader.core.web_addresses import address_key
from reader.library import left_out_parts_json
from reader.library.queries import row_conversion
from reader.library.queries.read_connection import ReadConnection

if TYPE_CHECKING:
    from reader.core.anchoring.reanchoring_base import AnchoredHighlight

# An annotation that the user is still to look at, on the article's current revision.
_WAITING = (
    "n.kind = 'highlight' AND n.deleted_at IS NULL"
    " AND coalesce(p.status, 'orphan') IN ('review', 'orphan') AND coalesce(p.is_settled, 0) = 0"
)

KNOWN_TEXTS = "damaged_texts"  # in meta: the revisions whose damage a repair could not mend


def damaged_text(title: str, seq: int, *, is_page: bool, is_known: bool) -> str:
    """Returns the message about a text that differs from its hash, or of a page from its text."""
    what = _("The text of “{title}” (revision {n}) is damaged, it is not what was added:")
    if is_page:
        what = _("What is shown of “{title}” (revision {n}) is not the text that was added:")
    then = _("“postil check --repair” looks for it in the backups.")
    if is_known:
        then = _("no backup holds it, so add the article again.")
    return f"{what.format(title=title, n=seq)} {then}"


class RevisionQueries(ReadConnection):
    """Queries for revisions."""

    def revision(self, revision_id: int) -> Revision:
        """Returns the revision with its html and text; raises NotFound."""
        return row_conversion.revision(self._of(revision_id, row_conversion.REVISION_COLUMNS))

    def revisions_by_id(self, revision_ids: Sequence[int]) -> dict[int, Revision]:
        """Returns the same of a few revisions; raises NotFound where one is missing."""
        marks = ",".join("?" * len(revision_ids))
        found = self._rows(
            f"SELECT {row_conversion.REVISION_COLUMNS} FROM revision WHERE id IN ({marks})",
            revision_ids,
        )
        revisions = {row[0]: row_conversion.revision(row) for row in found}
        return {id_: revisions.get(id_) or self.revision(id_) for id_ in revision_ids}

    def _of(self, revision_id: int, columns: str) -> row_conversion.Row:
        """Returns some columns of a revision; raises NotFound."""
        row = self._first(f"SELECT {columns} FROM revision WHERE id = ?", (revision_id,))
        if row is None:
            message = _("There is no revision {id} in the library.")
            raise NotFound(message.format(id=revision_id))
        return row

    def revisions(self, article_id: int) -> list[Revision]:
        """Returns all revisions of an article, the oldest first."""
        found = self._rows(
            f"SELECT {row_conversion.REVISION_COLUMNS} FROM revision WHERE article_id = ? ORDER BY seq",
            (article_id,),
        )
        return [row_conversion.revision(row) for row in found]

    def article_at(self, url: str) -> int | None:
        """Returns the article that a page with this address would be a new text of."""
        if not url:
            return None
        found = self._rows(
            "SELECT id FROM article WHERE (url = ? AND url <> '') OR (url_key = ? AND url_key <> '')"
            " ORDER BY deleted_at IS NOT NULL, id DESC LIMIT 1",
            (url, address_key(url)),
        )
        return found[0][0] if found else None

    def revision_text(self, revision_id: int) -> str:
        """Returns the text of a revision; raises NotFound."""
        return str(self._of(revision_id, "text")[0])

    def text_damage(self, revision_id: int) -> str:
        """Returns the message about a revision's text that differs from its hash; empty if it is whole.

        The library counts as damaged then, unless that is known of this text. HTML that differs
        from the text is reported, too.
        """
        # Start-up time: OpenSSL and lxml.
        from reader.core.text.text_integrity import is_page_damaged, is_text_damaged

        columns = "html, text, text_sha256, normaliser"
        html, text, sha256, normaliser = self._of(revision_id, columns)
        is_page = not is_text_damaged(text, sha256)
        if is_page and not is_page_damaged(html, text, normaliser):
            return ""
        known = self._first("SELECT value FROM meta WHERE key = ?", (KNOWN_TEXTS,))
        is_known = known is not None and str(revision_id) in known[0].split()
        if not is_page and not is_known:
            self._on_damage()
        (row,) = self._rows(
            "SELECT a.title, r.seq FROM revision AS r JOIN article AS a ON a.id = r.article_id"
            " WHERE r.id = ?",
            (revision_id,),
        )
        return damaged_text(*row, is_page=is_page, is_known=is_known)

    def left_out(self, revision_id: int) -> tuple[LeftOut, ...] | None:
        """Returns what is not in the text of a revision, those parts too that the user restored.

        None where that is not known: earlier versions kept no account of it. Raises NotFound.
        """
        return left_out_parts_json.decode(self._of(revision_id, "left_out")[0])

    def revision_sha256(self, revision_id: int) -> str:
        """Returns the hash of a revision's text; raises NotFound."""
        return str(self._of(revision_id, "text_sha256")[0])

    def revision_facts(self, article_id: int) -> list[RevisionFacts]:
        """Returns the details of an article's revisions, the newest first."""
        placed = {
            row[0]: row[1:]
            for row in self._rows(
                """SELECT r.id, sum(p.status IN ('exact', 'confirmed')), sum(p.status = 'fuzzy'),
                          sum(p.status = 'review'), sum(coalesce(p.status, 'orphan') = 'orphan'),
                          sum(coalesce(p.status, 'orphan') = 'orphan' AND c.start IS NOT NULL)
                FROM revision AS r JOIN article AS a ON a.id = r.article_id
                JOIN annotation AS n ON n.article_id = r.article_id
                LEFT JOIN anchor AS p ON p.annotation_id = n.id AND p.revision_id = r.id
                LEFT JOIN anchor AS c
                  ON c.annotation_id = n.id AND c.revision_id = a.current_revision_id
                WHERE r.article_id = ? AND n.kind = 'highlight' AND n.deleted_at IS NULL
                GROUP BY r.id""",
                (article_id,),
            )
        }
        found = self._rows(
            """SELECT r.id, r.article_id, r.seq, length(r.text), r.extractor, s.name, r.created_at,
                      r.id = a.current_revision_id, o.id IS NOT NULL
            FROM revision AS r JOIN article AS a ON a.id = r.article_id
            JOIN source AS s ON s.id = r.source_id
            LEFT JOIN revision_offer AS o ON o.revision_id = r.id
            WHERE r.article_id = ? ORDER BY r.seq DESC""",
            (article_id,),
        )
        nothing = (0, 0, 0, 0, 0)
        facts = []
        for row in found:
            counts = [count or 0 for count in placed.get(row[0], nothing)]  # a sum of nulls is none
            values = [*row[:7], bool(row[7]), bool(row[8]), *counts]
            facts.append(RevisionFacts(*values))
        return facts

    def offer(self, article_id: int) -> RevisionFacts | None:
        """Returns the revision that was read in but not made current without asking."""
        asked = "SELECT 1 FROM revision_offer WHERE article_id = ?"
        if not self._rows(asked, (article_id,)):
            return None
        return next((one for one in self.revision_facts(article_id) if one.is_offered), None)

    def waiting(self) -> list[tuple[int, str, int]]:
        """Returns articles with highlights that need a look: id, title, how many; the latest first."""
        return self._rows(
            "SELECT a.id, a.title, count(*) FROM annotation AS n"
            " JOIN article AS a ON a.id = n.article_id"
            " LEFT JOIN anchor AS p"
            " ON p.annotation_id = n.id AND p.revision_id = a.current_revision_id"
            f" WHERE a.deleted_at IS NULL AND {_WAITING}"
            " GROUP BY a.id ORDER BY a.updated_at DESC, a.id DESC"
        )

    def marked(self, article_id: int) -> "list[AnchoredHighlight]":
        """Returns the highlights of an article, also those in the trash, with all their places."""
        # start-up time: for changing texts only
        from reader.core.anchoring.reanchoring_base import AnchoredHighlight, StoredAnchor
        from reader.core.anchoring.selectors import Place

        anchors: dict[int, list[StoredAnchor]] = {}
        for id_, revision_id, sha256, start, end, status, score, is_settled, at in self._rows(
            'SELECT p.annotation_id, p.revision_id, r.text_sha256, p.start, p."end", p.status,'
            " p.score, p.is_settled, p.created_at"
            " FROM annotation AS n JOIN anchor AS p ON p.annotation_id = n.id"
            " JOIN revision AS r ON r.id = p.revision_id WHERE n.article_id = ?",
            (article_id,),
        ):
            place = Place(start, end, Status(status), score)
            anchors.setdefault(id_, []).append(
                StoredAnchor(revision_id, sha256, place, bool(is_settled), at)
            )
        found = self._rows(
            "SELECT id, made_on_revision_id, exact, prefix, suffix, made_start, made_end"
            " FROM annotation WHERE article_id = ? AND kind = 'highlight' ORDER BY id",
            (article_id,),
        )
        return [
            AnchoredHighlight(row[0], row[1], Selector(*row[2:]), tuple(anchors.get(row[0], ())))
            for row in found
        ]
