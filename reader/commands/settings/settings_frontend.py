"""Defines the protocols by which the commands of settings use the window."""

from collections.abc import Sequence
from typing import Protocol


class SettingsFrontend(Protocol):
    """The window, as far as settings are concerned."""

    def apply_settings(self) -> None:
        """Applies theme, typography and keys of the settings."""

    def faces(self) -> Sequence[str]:
        """Returns the typefaces a text can be set in: a few good ones first, then all others."""

    def show_logs(self) -> None:
        """Shows the folder of the logs."""
