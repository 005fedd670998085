"""Adding a file that is encrypted: the window asks for its password, and lets it be given again."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit

from tests.importers.pdf.samples import lines, pdf
from tests.journeys.conftest import Journey


def password_field() -> QLineEdit | None:
    """Returns the field that asks for a password, if it is there."""
    asked = [one for one in QApplication.topLevelWidgets() if isinstance(one, QInputDialog)]
    return next((one.findChild(QLineEdit) for one in asked if one.isVisible()), None)


def give(journey: Journey, password: str) -> None:
    """Asks for the field by the notice's button, types a password and sends it."""
    (button,) = journey.window.toasts.shown[-1].more
    assert button.text() == "Password"
    button.click()
    field = password_field()
    assert field is not None
    dialog = field.window()
    assert isinstance(dialog, QInputDialog)
    assert dialog.labelText() == "Password of “secret.pdf”:"
    QTest.keyClicks(field, password)
    QTest.keyClick(field, Qt.Key.Key_Return)
    journey.wait(lambda: not journey.window.work._tasks)


def test_a_wrong_password_is_said_and_the_right_one_adds_the_file(
    journey: Journey, tmp_path: Path
) -> None:
    journey.start()
    (tmp_path / "secret.pdf").write_bytes(
        pdf(lines("The lime is secret."), password="lime", title="Of Limes")
    )
    journey.window.open_named([tmp_path / "secret.pdf"])
    journey.wait(lambda: "is encrypted" in journey.toast)
    give(journey, "oak")
    journey.wait(lambda: "does not open" in journey.toast)
    give(journey, "lime")
    journey.wait(lambda: "Of Limes" in journey.titles)
