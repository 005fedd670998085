"""Implements ``postil revisions`` and ``postil diff``, which list and compare the texts of an article."""

import argparse
from collections.abc import Sequence

from reader.cli.output.command_output import print_json, wants_json
from reader.cli.output.error_output import print_error
from reader.core.errors import NotFound
from reader.core.models import Article, RevisionFacts
from reader.core.translation import _
from reader.services import Services


def list_revisions(app: Services, options: argparse.Namespace) -> int:
    """Lists the revisions of an article, by line or as JSON; returns the exit code."""
    from reader.exporters.timestamps import iso_time  # only when asked for

    article = app.queries.find_article(options.id)
    facts = app.queries.revision_facts(article.id)[::-1]
    if wants_json(options):
        from reader.exporters.article_json import revision_dict  # only when asked for

        print_json([revision_dict(one) for one in facts])
        return 0
    for one in facts:
        mark = "*" if one.is_current else "?" if one.is_offered else " "
        sure = _("{exact} exact, {fuzzy} approximate, {review} to review, {orphan} orphaned")
        sure = sure.format(exact=one.exact, fuzzy=one.fuzzy, review=one.review, orphan=one.orphan)
        day = iso_time(one.created_at)[:16].replace("T", " ")
        print(f"{one.seq:>4} {mark} {day}  {one.length:>8}  {one.source}  ({sure})")
    return 0


def diff(app: Services, options: argparse.Namespace) -> int:
    """Prints what differs between two revisions; returns the exit code: 1 for a damaged text."""
    from reader.core.anchoring.text_diff import DiffKind, compare  # only when asked for

    article = app.queries.find_article(options.id)
    facts = app.queries.revision_facts(article.id)
    present = next(one for one in facts if one.is_current)
    earlier = [one.seq for one in facts if one.seq < present.seq]  # the newest first
    offered = [one.seq for one in facts if one.is_offered]
    # What one wants to know of: the text that waits for a word, else what came before.
    usual = (present.seq, offered[0]) if offered else ([*earlier, present.seq][0], present.seq)
    old, new = options.old, options.new
    if new is None:
        new = usual[1] if old is None else present.seq
    if old is None:
        old = usual[0]
    ids = [revision_number(article, facts, seq) for seq in (old, new)]
    code = tell_damage(app, ids)
    before, after = (app.queries.revision_text(id_) for id_ in ids)
    parts = compare(before, after)
    changed = [part for part in parts if not part.is_same]
    if wants_json(options):
        pieces = [
            [{"change": piece.change.value, "text": piece.text} for piece in part.pieces]
            for part in changed
        ]
        print_json({"old": old, "new": new, "changes": pieces})
        return code
    marks = {
        DiffKind.SAME: ("", ""),
        DiffKind.DELETED: ("[-", "-]"),
        DiffKind.INSERTED: ("{+", "+}"),
    }
    for part in changed:
        print("".join(piece.text.join(marks[piece.change]) for piece in part.pieces) + "\n")
    if not changed:
        print(_("Revisions {old} and {new} read the same.").format(old=old, new=new))
    return code


def revision_number(article: Article, facts: Sequence[RevisionFacts], seq: int | None) -> int:
    """Returns the id of an article's revision with a number, of the current one when none is given."""
    if seq is None:
        return article.revision_id
    for one in facts:
        if one.seq == seq:
            return one.id
    message = _("“{title}” has no revision {n}; it has {count}.")
    raise NotFound(message.format(title=article.title, n=seq, count=len(facts)))


def tell_damage(app: Services, revision_ids: Sequence[int]) -> int:
    """Prints which texts are damaged; returns the exit code for it."""
    code = 0
    for id_ in revision_ids:
        if damage := app.queries.text_damage(id_):
            print_error(damage)
            code = 1
    return code
