"""Long work on the library in parts, between which the window goes on, with its progress told."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from reader.core.dataclass import dataclass
from reader.core.errors import PostilError
from reader.core.translation import _
from reader.ui.tasks.notices import Notices, Progress


@dataclass(slots=True)
class _Work:
    label: str
    part: Callable[[], bool]
    then: Callable[[], None]
    total: int
    done: int = 0


class ChunkedWork:
    """Does what was begun, part by part; what takes one part is over at once and shows nothing.

    What writes meanwhile waits behind it, so that changes come in the order of the keys.
    """

    def __init__(self, parent: QObject, notices: Notices) -> None:
        self._notices = notices
        self._waiting: list[_Work] = []
        self._behind: list[tuple[str, Callable[[], None]]] = []
        self._toast: Progress | None = None
        self._timer = QTimer(parent)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether something is not done yet."""
        return bool(self._waiting)

    def begin(
        self, label: str, part: Callable[[], bool], then: Callable[[], None], total: int = 0
    ) -> None:
        """Do the first part now and the others as the window finds time.

        ``part`` answers whether there is more of it; ``total`` is how many parts there are, if known.
        """
        self._waiting.append(_Work(label, part, then, total))
        if len(self._waiting) == 1:
            self._start()

    def put_behind(self, title: str, act: Callable[[], None]) -> None:
        """Let an act come when what is under way is done, and say so."""
        self._behind.append((title, act))
        text = _("“{title}” comes when “{label}” is done.")
        self._notices.show(text.format(title=title, label=self._waiting[0].label))

    def take_back(self) -> bool:
        """For undo: drop what was put behind last, else stop here; whether that was all to undo.

        When it stops here, the parts that are done are the step to undo.
        """
        if self._behind:
            title, _act = self._behind.pop()
            self._notices.show(_("“{title}” is not done.").format(title=title))
            return True
        has_step = self._waiting[0].done > 0
        self._end()
        return not has_step

    def finish(self) -> None:
        """Do all that is left now: the end of the window builds on it."""
        while self._waiting:
            self._step()

    def _start(self) -> None:
        if self._step():
            work = self._waiting[0]
            self._toast = self._notices.show_progress(work.label, self._cancel)
            self._toast.update(1, work.total)
            self._timer.start()

    def _cancel(self) -> None:
        """Stop here and say how far it came; what is done is one step and can be undone."""
        work = self._waiting[0]
        text = _("“{label}” stopped part way")
        if work.total:
            text = _("“{label}” stopped after {n} of {total} parts")
        said = text.format(label=work.label, n=work.done, total=work.total)
        self._notices.notify(said, can_undo=work.done > 0)
        self._end()
        self._next()

    def _go_on(self) -> None:
        if self._waiting:
            self._step()

    def _step(self) -> bool:
        """Do a part; whether there is more."""
        work = self._waiting[0]
        try:
            has_more = work.part()
        except PostilError as error:
            self._end()
            self._notices.fail(str(error), can_undo=work.done > 0)
            self._next()
            return False
        except BaseException:
            self._end()  # a bug: who hears of it tells it, once
            raise
        work.done += 1
        if has_more:
            if self._toast is not None:
                self._toast.update(work.done, work.total)
            return True
        self._end()
        work.then()
        self._next()
        return False

    def _next(self) -> None:
        """Begin what waits behind: other work first, as it was begun by what came before."""
        if self._waiting:
            self._start()
        while self._behind and not self._waiting:
            _title, act = self._behind.pop(0)
            act()

    def _end(self) -> None:
        del self._waiting[:1]
        self._timer.stop()
        toast, self._toast = self._toast, None
        if toast is not None:
            toast.close()
