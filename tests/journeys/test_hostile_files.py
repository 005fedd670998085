"""A file whose process ends while it is read: the window says so, and goes on."""

from pathlib import Path

import pytest

from reader.core.worker_process import WorkerProcess
from tests.importers.pdf.samples import lines, pdf
from tests.journeys.conftest import Journey


def test_a_process_that_is_killed_over_a_file_is_said_and_the_file_can_be_tried_again(
    journey: Journey, tmp_path: Path
) -> None:
    ask, path = WorkerProcess.ask, tmp_path / "a.pdf"
    path.write_bytes(pdf(lines("The lime is tall."), title="Of Limes"))

    def killed(process: WorkerProcess, request: object) -> object:
        process.kill()  # as the system does where memory runs out
        return ask(process, request)

    journey.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WorkerProcess, "ask", killed)
        journey.window.open_named([path])
        journey.wait(lambda: "the process that read it ended" in journey.toast)
    assert journey.toast.splitlines()[-1].startswith("“a.pdf” was not read")
    (retry,) = journey.window.toasts.shown[-1].more
    assert retry.text() == "Retry"
    retry.click()
    journey.wait(lambda: "Of Limes" in journey.titles)
