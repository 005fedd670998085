"""Draws the pictures of the manual from the real window, without a screen.

``make screenshots`` draws those the manual shows into docs/pictures, and with ``ARGS=--all`` every
state in every theme, at two sizes and at double scale, into docs/pictures/all to look through.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT))  # so that it runs as a script, whatever the folder
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
for _foreign in ("LANGUAGE", "LANG", "QT_STYLE_OVERRIDE", "QT_FONT_DPI"):
    os.environ.pop(_foreign, None)

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402 - the environment comes first
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from docs import moving_picture, sample_library  # noqa: E402
from reader.commands.context import Pane  # noqa: E402
from reader.core.models import View  # noqa: E402
from reader.library.backups import backups  # noqa: E402
from reader.operations import annotations, color_tags  # noqa: E402
from reader.services import Services  # noqa: E402
from reader.ui.keys.shortcut_sheet import ShortcutSheet  # noqa: E402
from reader.ui.style.theme import apply_theme_setting, theme_names  # noqa: E402
from reader.ui.window.main_window import MainWindow  # noqa: E402
from reader.ui.window.startup.application import make_application  # noqa: E402

SIZES = ((1440, 900), (1024, 640))
SETTLE = 350  # ms in which layouts, fades and timers come to rest


@dataclass(frozen=True, slots=True)
class State:
    """A state of the window: the library it needs, and how a person gets there."""

    name: str
    library: Callable[[Path], None]
    reach: Callable[[MainWindow], None]


# -- driving the window --------------------------------------------------------------------------


def wait(milliseconds: int = SETTLE) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def press(window: MainWindow, *keys: str) -> None:
    """Press keys one after the other, each a letter or sign, or (with modifiers) a Qt key name."""
    for key in keys:
        target: QWidget = QApplication.focusWidget() or window
        *held, name = key.split("+") if len(key) > 1 else [key]
        modifiers = Qt.KeyboardModifier.NoModifier
        for modifier in held:
            modifiers |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
                "Alt": Qt.KeyboardModifier.AltModifier,
            }[modifier]
        if len(name) == 1 and not held:
            QTest.keyClicks(target, name)
        else:
            QTest.keyClick(target, getattr(Qt.Key, f"Key_{name}"), modifiers)
        QApplication.processEvents()


def _open(window: MainWindow, title: str) -> None:
    number = sample_library.article_id(window.app, title)
    window.articles.reveal(number)
    window.panes.focus_pane(Pane.READING)
    wait(100)


def _read(window: MainWindow, title: str = "Writing in", steps: Sequence[str] = ()) -> None:
    _open(window, title)
    press(window, *steps)


def _read_on(window: MainWindow) -> None:
    """The cursor on the sentence about postilla, which is highlighted in blue."""
    _read(window, "Writing in", ("j", "j", "j", ".", ".", ".", ".", "."))


def _pick_tag(window: MainWindow) -> None:
    _read(window, "Writing in", ("j", "j", "j", ".", ".", "t"))
    wait(50)
    press(window, "e")


def _pick_first_tag(window: MainWindow) -> None:
    _read(window, "Writing in", ("j", "j", "j", ".", ".", "t"))


def _tags(window: MainWindow, *steps: str) -> None:
    _read_on(window)
    press(window, "g", "t", *steps)


def _merge_tags(window: MainWindow) -> None:
    _tags(window, "j", "j", "m")
    wait(50)
    press(window, *"met")


def _note(window: MainWindow) -> None:
    _read(window, "Writing in", ("j", "j", "j", ".", ".", "n"))
    wait(50)
    press(window, *"The manicule is the first highlight.")


def _palette(window: MainWindow) -> None:
    _read_on(window)
    press(window, "Ctrl+K")
    wait(50)
    press(window, *"tag")


def _key_sheet(window: MainWindow) -> None:
    _read_on(window)
    press(window, "?")


def _feeds(window: MainWindow) -> None:
    """The panel beside the list, and the newest article of a feed."""
    press(window, "Ctrl+F9")
    wait()
    press(window, "g", "n", "t")
    wait(1200)  # so that the next letter begins anew
    press(window, "t", "Return")
    wait()


def _contents(window: MainWindow) -> None:
    _read(window, "Writing in", ("j", "j", "j", "g", "c"))


def _toolbar(window: MainWindow) -> None:
    """The toolbar of a passage, called by its key; a mouse gets the same."""
    _read(window, "Writing in", ("j", "j", "j", ".", "."))
    press(window, "Shift+Return")


def _preferences(window: MainWindow) -> None:
    _read_on(window)
    press(window, "Ctrl+Comma")


def _key_hints(window: MainWindow) -> None:
    _read_on(window)
    press(window, "g")
    wait(600)


def _change_key(window: MainWindow) -> None:
    """A key of the person's own, another that is being asked for and is somebody else's."""
    _key_sheet(window)
    press(window, *"highlight")
    press(window, "Down", "Ctrl+Return", "q")
    wait(1500)
    window.frontend.prompts.overlay(ShortcutSheet).field.clear()
    press(window, *"note")
    press(window, "Return", "h")
    wait(1500)


def _key_preset(window: MainWindow) -> None:
    _key_sheet(window)
    press(window, "Ctrl+P", "Ctrl+P", "Down")


def _count_hints(window: MainWindow) -> None:
    _read_on(window)
    press(window, "7")
    wait(600)


def _color_hints(window: MainWindow) -> None:
    _read_on(window)
    press(window, "c")
    wait(600)


def _search(window: MainWindow, words: str = "margin") -> None:
    _open(window, "A few good")
    press(window, "/")
    press(window, *words)
    wait(400)


def _import_running(window: MainWindow) -> None:
    folder = window.app.directory / "many"
    folder.mkdir()
    files = []
    for number in range(240):
        file = folder / f"{number}.txt"
        body = f"Paragraph of note {number}. It says what was seen.\n\n" * 30
        file.write_text(f"Field note {number}\n\n{body}", "utf-8")
        files.append(file)
    _read_on(window)
    window.open_named(files)
    end = time.monotonic() + 30
    while not (toasts := [t for t in window.toasts.shown if t.bar.value() >= 80]):
        wait(20)
        if time.monotonic() > end:
            raise TimeoutError("the import did not come far enough")
    del toasts


def _import_failed(window: MainWindow) -> None:
    folder = window.app.directory / "odd"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (folder / "good.md").write_text("# A good one\n\nIt has a line of text.\n", "utf-8")
    _read_on(window)
    files = [folder / name for name in ("empty.txt", "photo.txt", "good.md")]
    window.open_named([*files, Path("/home/ada/gone.html")])  # the same path in every picture
    wait(1200)


def _undo_toast(window: MainWindow) -> None:
    _read(window, "Writing in", ("j", "j", "j", ".", ".", "1"))


def _selected(window: MainWindow) -> None:
    window.panes.focus_pane(Pane.LIST)
    press(window, "j", "x", "j", "x", "j", "x")


def _choice(window: MainWindow) -> None:
    _read_on(window)
    press(window, "Ctrl+E")


def _cards(window: MainWindow) -> None:
    _read_on(window)
    window.panes.focus_pane(Pane.SIDEBAR)
    press(window, "j")


_MARKDOWN = """\
# Why it matters

The **manicule** is *the first* highlight: see `postilla` and [the catalogue](https://example.org/).

> A page that scrolls has no edge to write on.

- margins
- hands

```
grep -n hand page.txt
```
"""


def _markdown(window: MainWindow) -> None:
    """A card whose note has Markdown in it, current and so shown whole."""
    _read_on(window)
    number = window.reading.target(Pane.READING)
    if number is not None and number.annotation_id is not None:
        history = window.app.history
        history.do("Note", annotations.set_note, number.annotation_id, _MARKDOWN)
    window.panes.focus_pane(Pane.SIDEBAR)


def _sticky(window: MainWindow) -> None:
    """Sticky tags, and a highlight that has got them."""
    _read(window, "Writing in", ("j", "j", "j", ".", ".", "Shift+H"))
    wait(50)
    press(window, *"method", "Ctrl+Return", *"evidence", "Ctrl+Return", "Return", "h")


def _colors(window: MainWindow) -> None:
    """What may follow c, with a colour that stands for a tag."""
    window.app.history.do("Colour", color_tags.set_color_of_tag, "method", "green")
    _read_on(window)
    press(window, "c")
    wait(600)


def _resized(window: MainWindow) -> None:
    _read(window, "Writing in", ("j", "j", "j", ".", ".", "h"))
    press(window, "Shift+Right", "Shift+Right", "Ctrl+Shift+Left")


def _about(window: MainWindow) -> None:
    _read_on(window)
    window.run("help.about")


def _large(window: MainWindow) -> None:
    _read_on(window)
    press(window, *["Ctrl+Equal"] * 4)


def _focus(window: MainWindow) -> None:
    _read_on(window)
    press(window, "Shift+F11")


def _trash(window: MainWindow) -> None:
    window.panes.focus_pane(Pane.LIST)
    press(window, "j", "#", "g", "x")


def _starred(window: MainWindow) -> None:
    window.articles.show_view(View.STARRED)
    window.panes.focus_pane(Pane.LIST)


def _no_result(window: MainWindow) -> None:
    _search(window, "zeppelin")


def _review(window: MainWindow) -> None:
    _read(window, "Writing in")
    press(window, "g", "r")
    wait(500)


def _review_by_hand(window: MainWindow) -> None:
    _review(window)
    press(window, "p", "j", ".")


def _revisions(window: MainWindow) -> None:
    _read(window, "Writing in")
    press(window, "g", "v")
    wait(700)


def _earlier_text(window: MainWindow) -> None:
    _revisions(window)
    press(window, "j", "Return")
    wait(500)


def _highlights(*steps: str, words: str = "") -> Callable[[MainWindow], None]:
    """All highlights: narrowed to words, then these keys."""

    def reach(window: MainWindow) -> None:
        _open(window, "Writing in")
        press(window, "g", "h")
        wait(300)
        if words:
            press(window, "/", *words)
            wait(300)
        press(window, *steps)

    return reach


def _backups(window: MainWindow) -> None:
    """Two backups: one that differs from the library, and one that cannot be read."""
    for _time in range(2):
        window.run("library.back_up")
        wait()
    _read_on(window)
    folder = window.app.settings.backup_folder()
    backups.listed(folder)[0].path.write_bytes(b"damaged")
    press(window, "k", "h", "g", "b")
    wait()
    press(window, "j")


def _caret(window: MainWindow) -> None:
    _read_on(window)
    press(window, "v", *["Ctrl+Right"] * 2, *["Ctrl+Shift+Right"] * 4)


def _word(window: MainWindow) -> None:
    _read_on(window)
    press(window, "w", "w")


def _section(window: MainWindow) -> None:
    _read(window, "Welcome", ("j", "j", "j", "j", "j", ".", "Ctrl+Up", "Ctrl+Up"))


def _overlap(window: MainWindow) -> None:
    """Three highlights over each other, the cursor on the one in the middle."""
    _read_on(window)
    press(window, "Shift+B", "Shift+B", "Shift+B", "c", "2", ",", ">", "c", "4", "Alt+Down")


def _page(title: str, *steps: str) -> Callable[[MainWindow], None]:
    return lambda window: _read(window, title, steps)


_in_use = sample_library.make_in_use
STATES = (
    State("empty", sample_library.make_empty, lambda _window: None),
    State("first-run", sample_library.make_first_run, lambda _window: None),
    State("feeds", sample_library.make_with_feeds, _feeds),
    State("contents", _in_use, _contents),
    State("toolbar", _in_use, _toolbar),
    State("preferences", _in_use, _preferences),
    State("reading", _in_use, _read_on),
    State("tag-picker", _in_use, _pick_tag),
    State("tag-suggestions", _in_use, _pick_first_tag),
    State("tags", _in_use, lambda window: _tags(window, "j", "j")),
    State("tags-selected", _in_use, lambda window: _tags(window, "x", "j", "j", "x", "j")),
    State("tags-merge", _in_use, _merge_tags),
    State("tags-rename", _in_use, lambda window: _tags(window, "j", "r")),
    State("tags-colour", _in_use, lambda window: _tags(window, "j", "c")),
    State("tags-filter", _in_use, lambda window: _tags(window, "/", *"zz")),
    State("tags-empty", sample_library.make_empty, lambda window: press(window, "g", "t")),
    State("palette", _in_use, _palette),
    State("key-sheet", _in_use, _key_sheet),
    State("search", _in_use, _search),
    State("import-running", _in_use, _import_running),
    State("error", _in_use, _import_failed),
    State("note", _in_use, _note),
    State("key-hints", _in_use, _key_hints),
    State("key-change", _in_use, _change_key),
    State("key-preset", _in_use, _key_preset),
    State("count-hints", _in_use, _count_hints),
    State("color-hints", _in_use, _color_hints),
    State("undo", _in_use, _undo_toast),
    State("selected", _in_use, _selected),
    State("export", _in_use, _choice),
    State("cards", _in_use, _cards),
    State("markdown-note", _in_use, _markdown),
    State("sticky", _in_use, _sticky),
    State("colours", _in_use, _colors),
    State("resized", _in_use, _resized),
    State("about", _in_use, _about),
    State("large-text", _in_use, _large),
    State("only-text", _in_use, _focus),
    State("trash", _in_use, _trash),
    State("starred", _in_use, _starred),
    State("no-result", _in_use, _no_result),
    State("welcome", _in_use, _page("Welcome", "End")),
    State("code-and-table", _in_use, _page("Welcome", *"jjjjjjjjjjjjjjj")),
    State("list-and-table", _in_use, _page("A few good", *"jjjjjjjjjjjjj")),
    State("picture", _in_use, _page("The art of", *"jjjj")),
    State("news", _in_use, _page("The Paper")),
    State("quotation", _in_use, _page("The Same", *"jjjjjjj")),
    State("needs-review", sample_library.make_revised, _read),
    State("review", sample_library.make_revised, _review),
    State("review-by-hand", sample_library.make_revised, _review_by_hand),
    State("revisions", sample_library.make_revised, _revisions),
    State("earlier-text", sample_library.make_revised, _earlier_text),
    State("offer", sample_library.make_offered, _read),
    State("right-to-left", _in_use, _page("הדף")),
    State("highlights", _in_use, _highlights("j", "j", "x", "j", "x")),
    State("highlights-typing", _in_use, _highlights(words="tag:m")),
    State("highlights-note", _in_use, _highlights("j", "n")),
    State("highlights-only", _in_use, _highlights("Shift+F")),
    State("highlights-none", sample_library.make_empty, lambda w: press(w, "g", "h")),
    State("highlights-no-match", _in_use, _highlights("Down", words="zeppelin")),
    State("backups", _in_use, _backups),
    State("backups-none", _in_use, lambda w: press(w, "g", "b")),
    State("chinese", _in_use, _page("书眉")),
    State("hints", _in_use, lambda window: _read(window, "Writing in", ("f",))),
    State("hints-typed", _in_use, lambda window: _read(window, "A few good", ("Space", "f", "g"))),
    State("hints-table", _in_use, lambda window: _read(window, "A few good", ("Space", "f"))),
    State("hints-right-to-left", _in_use, _page("הדף", "f")),
    State("hints-chinese", _in_use, _page("书眉", "f")),
    State("caret", _in_use, _caret),
    State("word", _in_use, _word),
    State("section", _in_use, _section),
    State("overlap", _in_use, _overlap),
)
# What the manual shows: (state, theme, size).
_MANUAL = (1280, 800)
SHOWN = (
    ("reading", "light", SIZES[0]),
    ("reading", "dark", _MANUAL),
    ("first-run", "light", _MANUAL),
    ("feeds", "light", _MANUAL),
    ("contents", "light", _MANUAL),
    ("toolbar", "light", _MANUAL),
    ("preferences", "light", _MANUAL),
    ("palette", "light", _MANUAL),
    ("note", "light", _MANUAL),
    ("tag-picker", "light", _MANUAL),
    ("search", "light", _MANUAL),
    ("error", "light", _MANUAL),
    ("hints", "light", _MANUAL),
    ("tags", "light", _MANUAL),
    ("highlights", "light", _MANUAL),
    ("review", "light", _MANUAL),
    ("key-change", "light", _MANUAL),
)
MOVING = PICTURES / "moving.png"


# -- taking the picture --------------------------------------------------------------------------


@contextmanager
def _opened(state: State, theme: str, size: tuple[int, int]) -> Iterator[MainWindow]:
    """The window in a state, over a library of its own."""
    with tempfile.TemporaryDirectory(prefix="postil-pictures-") as folder:
        directory = Path(folder)
        state.library(directory)
        app = Services.open(directory)
        app.settings.set(theme=theme, window_width=size[0], window_height=size[1])
        apply_theme_setting(app.settings)
        window = MainWindow(app)
        try:
            window.show()
            window.activateWindow()
            wait(100)
            window.start_background_work()
            wait(100)
            state.reach(window)
            wait()
            yield window
        finally:
            window.close()
            window.deleteLater()
            app.close()
            QApplication.processEvents()


def _palette_of(image: QImage) -> list[int]:
    """The 256 colours that stand for all: the commonest, and rarer ones unlike any of them."""
    counted = Counter(memoryview(image.constBits()).cast("I").tolist()).most_common()
    colors = [color for color, _count in counted[:160]]
    for color, _count in counted[160:4000]:
        if len(colors) == 256:
            break
        if all(_difference(color, other) > 20 for other in colors):
            colors.append(color)
    return colors


def _difference(one: int, other: int) -> int:
    return max(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16))


def _save(image: QImage, path: Path) -> None:
    """Write a picture in 256 colours, which is small and shows no difference."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    image = image.convertToFormat(
        QImage.Format.Format_Indexed8,
        _palette_of(image),
        Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path), quality=0):
        raise OSError(f"{path} could not be written")


def take(state: State, theme: str, size: tuple[int, int], path: Path) -> None:
    """Bring the window into a state and keep its picture."""
    with _opened(state, theme, size) as window:
        _save(window.grab().toImage(), path)
    print(path.relative_to(ROOT), f"{path.stat().st_size // 1024} kB", flush=True)


def take_moving(path: Path) -> None:
    """Draw the moving picture."""
    state = State("moving", _in_use, lambda window: _read(window, "Writing in", ("j", "j")))
    with _opened(state, "light", moving_picture.SIZE) as window:
        moving_picture.draw(window, lambda key: press(window, key), wait, path)
    print(path.relative_to(ROOT), f"{path.stat().st_size // 1024} kB", flush=True)


def _everything(chosen: Sequence[str], themes: Sequence[str], scale: str) -> None:
    for state in STATES:
        if chosen and state.name not in chosen:
            continue
        for theme in themes:
            for size in SIZES:
                mark = f"{size[0]}x{size[1]}" + (f"@{scale}x" if scale != "1" else "")
                take(state, theme, size, PICTURES / "all" / f"{state.name}-{theme}-{mark}.png")


def main(arguments: Sequence[str]) -> int:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="every state, into docs/pictures/all")
    parser.add_argument("--state", action="append", default=[], help="only this state")
    parser.add_argument("--theme", action="append", default=[], choices=theme_names())
    options = parser.parse_args(arguments)
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    application = make_application([])
    application.setCursorFlashTime(0)
    if options.all:
        _everything(options.state, options.theme or ("light", "dark"), scale)
        if scale == "1" and (not options.state or "reading" in options.state):
            # A scale holds for a whole process.
            again = [sys.executable, __file__, "--all", "--state", "reading"]
            subprocess.run(again, env={**os.environ, "QT_SCALE_FACTOR": "2"}, check=True)
        return 0
    states = {state.name: state for state in STATES}
    shown = {f"{name}-{theme}.png" for name, theme, _size in SHOWN} | {MOVING.name}
    for stale in {path.name for path in PICTURES.glob("*.png")} - shown:
        (PICTURES / stale).unlink()
    for name, theme, size in SHOWN:
        if not options.state or name in options.state:
            take(states[name], theme, size, PICTURES / f"{name}-{theme}.png")
    if not options.state or "moving" in options.state:
        take_moving(MOVING)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
