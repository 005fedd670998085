"""Runs ``python -m reader``, the same as the ``postil`` command."""

import sys

from reader.cli.main import main

# A packaged program carries no Python that its worker processes could be started with: it stands in
# for one itself.
if getattr(sys, "frozen", False) and sys.argv[1:3] == ["-P", "-c"]:
    exec(sys.argv[3])  # noqa: S102 - a program of our own, see reader.core.worker_process
else:
    sys.exit(main())
