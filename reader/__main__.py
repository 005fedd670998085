"""Runs ``python -m reader``, the same as the ``postil`` command."""

import sys

from reader.cli.main import main

# A packaged program carries no Python that its other processes could be started with: it stands in
# for one itself.
match sys.argv[1:] if getattr(sys, "frozen", False) else []:
    case ["-P", "-c", program]:
        exec(program)  # noqa: S102 - a program of our own, see reader.core.worker_process
    case ["-m", module, *arguments]:
        import runpy  # start-up time: only for such a process

        sys.argv[:] = [module, *arguments]
        runpy.run_module(module, run_name="__main__")  # see reader.ui.speech.speech_process
    case _:
        sys.exit(main())
