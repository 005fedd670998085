"""Runs a module of the benchmarks as a program of its own, so that nothing else is loaded in it."""

import json
import os
import subprocess
import sys

from benchmarks.program import ROOT
from benchmarks.ratios import Ratio


def output_of(module: str, *arguments: str, **environment: str) -> str:
    """Returns what a module writes that is run as a program, without a screen unless one is named."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def ratios_of(module: str, *arguments: str, **environment: str) -> list[Ratio]:
    """Returns the ratios that such a program writes as JSON."""
    return [Ratio(**values) for values in json.loads(output_of(module, *arguments, **environment))]
