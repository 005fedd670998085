"""Defines the arguments of ``postil feed``."""

import argparse

from reader.core.translation import _

_CONTENTS = ("feed", "page")


def add_arguments(feed: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """Adds what may follow ``postil feed``."""
    acts = feed.add_subparsers(dest="act", required=True, parser_class=type(feed))

    def act(name: str, text: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, help=text, description=text, parents=[shared])

    add = act("add", _("subscribe to feeds, by their addresses or those of their sites"))
    add.add_argument(
        "addresses", nargs="+", metavar="ADDRESS", help=_("of a feed, or of a page that names one")
    )
    _add_options(add)
    act("list", _("list the feeds you are subscribed to, and what fails"))
    refresh = act("refresh", _("refresh feeds, all of them if none is named"))
    refresh.add_argument("feeds", nargs="*", metavar="FEED", help=_named())
    remove = act("remove", _("unsubscribe from feeds; the articles that you kept stay"))
    remove.add_argument("feeds", nargs="+", metavar="FEED", help=_named())
    change = act("set", _("change the name, the folder or the options of a feed"))
    change.add_argument("feed", metavar="FEED", help=_named())
    _add_options(change)
    opml = act(
        "opml", _("print the list of feeds as OPML, or subscribe to all feeds of another list")
    )
    ways = opml.add_mutually_exclusive_group()
    ways.add_argument("--import", dest="source", metavar="FILE", help=_("a list of feeds, or -"))
    ways.add_argument("--output", metavar="FILE", help=_("write it to a file"))
    for one in (add, refresh):
        one.add_argument(
            "--local-network",
            dest="is_local_allowed",
            action="store_true",
            help=_("fetch from this machine and its own network too; add remembers the host"),
        )


def _named() -> str:
    return _("its number, its address or its name")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", metavar="TEXT", help=_("what you call it"))
    parser.add_argument("--folder", metavar="A/B", help=_("a folder, within another after a slash"))
    parser.add_argument(
        "--content",
        choices=_CONTENTS,
        help=_("feed: the content of the feed; page: the full page of each entry"),
    )
    parser.add_argument(
        "--keep", type=_number, metavar="N", help=_("the newest N articles stay; 0: all")
    )
    parser.add_argument(
        "--days", type=_number, metavar="N", help=_("articles stay N days; 0: forever")
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise argparse.ArgumentTypeError(_("“{text}” is not a number").format(text=text))
    return int(text)
