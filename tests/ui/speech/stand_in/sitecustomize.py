"""Lets a process find the stand-in for ``PySide6.QtTextToSpeech``; Python runs this as it starts."""

from pathlib import Path

import PySide6

PySide6.__path__.insert(0, str(Path(__file__).with_name("modules")))
