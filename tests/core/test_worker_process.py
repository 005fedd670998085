"""Processes that answer requests."""

import gc

from reader.core.worker_process import WorkerProcess

PROGRAM = "import sys; sys.stdin.read()"


def test_a_process_ends_when_nothing_refers_to_it() -> None:
    process = WorkerProcess(PROGRAM)
    started = process._process
    assert started.poll() is None
    del process
    gc.collect()
    assert started.poll() is not None


def test_a_process_may_be_closed_again() -> None:
    process = WorkerProcess(PROGRAM)
    process.close()
    process.close()
