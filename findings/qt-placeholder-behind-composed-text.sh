#!/usr/bin/env bash
# Whether a field still shows its placeholder while an input method composes the first character in it.
#
# Packages:       PySide6-Essentials 6.11.3
# A good guess:   the placeholder of an empty field goes when the first letter is seen, composed or typed: QLineEdit
#                 and QTextEdit hide it as soon as there is composed text.
# What Qt does:   QPlainTextEdit paints the composed text over the placeholder. It decides about the placeholder only
#                 when its text changes, and composed text (as of Korean, Japanese, Chinese or a dead key) is no change
#                 of the text until it is committed.
# What follows:   in inputMethodEvent, after that of the class, set an empty placeholder while preeditString() is not
#                 empty, and the placeholder again when it is.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/compose.py" <<'PYTHON'
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

app = QApplication([])


def composed(kind, placeholder):
    """Return the picture of an empty field in which something is composed."""
    field = kind()
    field.setPlaceholderText(placeholder)
    field.resize(300, 60)
    field.show()
    app.processEvents()
    app.sendEvent(field, QInputMethodEvent("zh", []))
    app.processEvents()
    return field.grab().toImage()


for kind in (QLineEdit, QTextEdit, QPlainTextEdit):
    is_seen = composed(kind, "Say why, in a few words") != composed(kind, "")
    print(f"{kind.__name__}:", "placeholder behind it" if is_seen else "composed text alone")
PYTHON

QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/compose.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
QLineEdit: composed text alone
QTextEdit: composed text alone
QPlainTextEdit: placeholder behind it
SEEN
