"""Chooses the importer for a source by its content, media type and name, and runs it."""

from contextlib import suppress
from dataclasses import replace

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.errors import ImportFailed, NoText, PageRefused
from reader.core.translation import _
from reader.importers.decode import NotText, charset_in, refuse_oversized
from reader.importers.draft_builder import make_draft
from reader.importers.importer import Certainty, Importer, Resources
from reader.importers.kinds.data_kinds import only_address, refuse_data
from reader.importers.non_article_pages import refresh_target
from reader.importers.pictures.adjacent_files import files_beside
from reader.importers.registry import importers, media_type_of
from reader.importers.source_content import Content


def read_source(source: Source, resources: Resources | None = None) -> Draft:
    """Returns the article in a source.

    resources: answers what the addresses in it lead to, else the files beside it. Raises ImportFailed when it contains none, or no importer recognizes it.
    """
    refuse_oversized(source.data, source.name)
    content, resources = _content(source), resources or files_beside(source)
    try:
        for importer in _candidates(content):
            parsed = importer.read(content, resources)
            if parsed is not None:
                return make_draft(source, importer, parsed)
    except NoText as error:
        if not source.address and (target := refresh_target(source)):
            raise only_address(source.name, target) from error
        raise
    except PageRefused as error:
        message = _("“{name}” was not read: {reason}")
        raise ImportFailed(message.format(name=source.name, reason=error)) from error
    raise _unrecognized(content)


def read_chapters(source: Source) -> list[Draft]:
    """Returns the chapters of a book as articles; none if the source is of another format.

    A chapter that has no text is left out. Raises ImportFailed when the book cannot be read.
    """
    content = _content(source)
    importer = next(iter(_candidates(content)), None)
    if importer is None or importer.read_chapters is None:
        return []
    drafts: list[Draft] = []
    for parsed in importer.read_chapters(content):
        with suppress(NoText):
            drafts.append(make_draft(replace(source, part=parsed.part), importer, parsed))
    return drafts


def _content(source: Source) -> Content:
    declared = source.media_type.partition(";")[0].strip().lower()
    return Content(source, declared or media_type_of(source.name), charset_in(source.media_type))


def _candidates(content: Content) -> list[Importer]:
    """Returns the importers that recognize the content, the surest first.

    Raises ImportFailed when none is certain, and the content is data, not an article.
    """
    found = [(importer.recognizes(content), importer) for importer in importers()]
    found.sort(key=lambda pair: pair[0], reverse=True)
    if found[0][0] is not Certainty.CERTAIN:
        refuse_data(content)
    return [importer for certainty, importer in found if certainty is not Certainty.NONE]


def _unrecognized(content: Content) -> ImportFailed:
    """Returns the error that says what the content is, and what can be added instead."""
    titles = ", ".join(_(importer.title) for importer in importers())
    try:
        content.decoded  # noqa: B018 - for its error
    except NotText as error:
        message = _("{what}; these can be added: {formats}.")
        return ImportFailed(message.format(what=error.what, formats=titles))
    except ImportFailed as error:
        return error
    message = _("“{name}” has none of the known formats; these can be added: {formats}.")
    return ImportFailed(message.format(name=content.name, formats=titles))
