"""Takes away the notice of what could not be added, once it was added after all."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.web_addresses import address_key
from reader.ui.tasks.notices import Notices

if TYPE_CHECKING:
    from reader.operations.adding import AddReport


class FailureNotices:
    """Remembers the notices that report nothing but failures, and what they are about."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._failed: dict[str, set[str]] = {}  # the things that failed, by the notice's text

    def update(self, reports: "Sequence[AddReport]", text: str) -> None:
        """Takes away each notice of which everything is in the library now; remembers a new one's text."""
        failed = {_name(one) for one in reports if one.status == "failed"}
        added = {_name(one) for one in reports} - failed
        for told in [told for told, names in self._failed.items() if names <= added]:
            del self._failed[told]
            self._notices.withdraw(told)
        if text:
            self._failed[text] = failed


def _name(report: "AddReport") -> str:
    return address_key(report.source) or report.source
