"""Implements ``postil tags``: lists, renames, merges and deletes tags without a window."""

import argparse
from collections.abc import Sequence
from typing import Any

from reader.cli.output.command_output import print_json, tell, wants_json
from reader.core.errors import NotFound
from reader.core.tags.tag_names import ARTICLES, key, normalise
from reader.core.translation import _, ngettext
from reader.operations import tag_editing
from reader.services import Services


def run(app: Services, options: argparse.Namespace) -> int:
    """Changes tags as the options say, or lists them; returns the exit code."""
    done = _change(app, options.rename, options.merge, options.delete)
    if done is not None:
        tell(options, done, {"done": done})
    elif wants_json(options):
        print_json(_tag_list(app))
    else:
        for tag in app.queries.tags():
            print(f"{tag.count:>6}  #{tag.name}" + (f"  [{tag.slot}]" if tag.slot else ""))
    return 0


def _tag_list(app: Services) -> list[dict[str, Any]]:
    """Returns every tag for JSON: uses, colour, and its digits as a quick tag in text and list."""
    in_list = {name: digit for digit, name in reversed(app.queries.slots(ARTICLES).items())}
    return [
        {
            "name": tag.name,
            "articles": tag.article_count,
            "annotations": tag.annotation_count,
            "slot": tag.slot,
            "article_slot": in_list.get(tag.name),
            "color": tag.color,
        }
        for tag in app.queries.tags()
    ]


def _change(
    app: Services, rename: Sequence[str] | None, merge: Sequence[str] | None, delete: Sequence[str]
) -> str | None:
    """Carries out the change as one step; returns its description, or None if there is none.

    Raises NotFound for a tag that is not there, and InvalidInput for a name that will not do.
    """
    if rename:
        name, new_name = rename
        app.history.do(_("Rename tag"), tag_editing.rename, name, new_name)
        return _("#{old} is now #{new}").format(old=normalise(name), new=normalise(new_name))
    if merge:
        old, into = (normalise(name) for name in merge)
        app.history.do(_("Merge tags"), tag_editing.merge, old, into)
        return _("#{name} is now part of #{into}").format(name=old, into=into)
    if not delete:
        return None
    known = {key(tag.name) for tag in app.queries.tags()}
    for name in delete:
        if key(name) not in known:
            raise NotFound(_("There is no tag #{name}.").format(name=name))
    label = ngettext("Delete tag", "Delete tags", len(delete))
    app.history.do(label, tag_editing.delete, delete)
    text = ngettext("Deleted #{name}", "Deleted {n} tags", len(delete))
    return text.format(name=normalise(delete[0]), n=len(delete))
