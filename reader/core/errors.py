"""Defines the errors shown to the user, each one sentence: what happened, to what, and what to do."""


class PostilError(Exception):
    """A known failure; its text is one translated sentence for the user."""


class ImportFailed(PostilError):
    """A source could not be made into an article."""


class NoText(ImportFailed):
    """What was read has no text, so it is not an article."""


class IsFeed(ImportFailed):
    """What was to be added is a feed: it can be subscribed to."""


class PageRefused(ImportFailed):
    """A page could not be read; the reason is shown after its name."""


class PasswordNeeded(ImportFailed):
    """What was to be added is encrypted, and no password that opens it was given."""


class FetchFailed(PostilError):
    """An address could not be fetched."""

    is_own_host = False  # whether the address names a host of the user's own machine or network

    def __init__(
        self, message: str, status: int = 0, retry_after: int = 0, reason: str = ""
    ) -> None:
        """status: of an answer that is no page. retry_after: seconds that the server asks to wait.

        reason: what the message says apart from the address.
        """
        super().__init__(message)
        self.status, self.retry_after, self.reason = status, retry_after, reason


class ExportFailed(PostilError):
    """A document could not be written."""


class NotFound(PostilError):
    """An article, annotation, tag or step that was named is not in the library."""


class InvalidInput(PostilError):
    """A value the user gave cannot be used (a tag name, a colour, a quote, a query)."""


class LibraryError(PostilError):
    """The library could not be opened, read or written."""


class WriteStopped(LibraryError):
    """The user cancelled a change of the library before it was stored: nothing was changed."""


class LibraryLocked(LibraryError):
    """Another program is writing to the library and did not finish in time."""


class LibraryReadOnly(LibraryError):
    """The library can be read but not written."""


class LibraryGone(LibraryError):
    """The library's file was removed or replaced while it was open; nothing more is written."""


class LibraryCorrupt(LibraryError):
    """The library file is damaged."""


class SearchIndexDamaged(LibraryError):
    """The search index is damaged, which can be rebuilt from the rest of the library."""


class LibraryTooNew(LibraryError):
    """The library was created by a newer version of Postil."""


class NotALibrary(LibraryError):
    """The file is not a Postil library."""
