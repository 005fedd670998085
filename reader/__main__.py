"""Runs ``python -m reader``, the same as the ``postil`` command."""

import sys

from reader.cli.main import main

sys.exit(main())
