"""All threads of the window take memory from one arena, of which glibc prints the list."""

import platform
from collections.abc import Callable

import pytest

PROGRAM = """
import ctypes, os, threading
from reader.ui.window.startup.application import make_application

application = make_application([])
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
begun = threading.Barrier(5)

def work():
    libc.malloc(1000)
    begun.wait()  # all at once: an arena is used again when its thread has ended

threads = [threading.Thread(target=work) for _number in range(4)]
for thread in threads:
    thread.start()
begun.wait()
for thread in threads:
    thread.join()
os.dup2(1, 2)  # where the list is printed
libc.malloc_stats()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")
def test_threads_share_one_arena(run_python: Callable[..., str]) -> None:
    printed = run_python(PROGRAM).splitlines()
    assert [line for line in printed if line.startswith("Arena")] == ["Arena 0:"]
