"""Each export of another program becomes exactly the records beside it; run this file to write them anew."""

import json
from pathlib import Path
from typing import Any

import pytest

from reader.importers.programs import find_program, programs, recognized
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import Unreadable

EXPORTS = Path(__file__).parent / "exports"
CASES = sorted(path for path in EXPORTS.iterdir() if path.is_dir())


def chosen(case: Path) -> Path:
    """What a person would choose: the file, or the folder if there are several."""
    files = [path for path in case.rglob("*") if path.is_file()]
    return files[0] if len(files) == 1 else case


def program_of(case: Path) -> str:
    """The program that an export is named by; more may follow."""
    ids = (one.id for one in programs())
    return max((id_ for id_ in ids if f"{case.name}-".startswith(f"{id_}-")), key=len)


def as_json(case: Path) -> str:
    files = ExportFiles(chosen(case))
    return (
        json.dumps(
            [_plain(one) for one in recognized(files).read(files)], ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _plain(record: Any) -> Any:
    if isinstance(record, Unreadable):
        return record.reason
    told = {
        name: value
        for name, value in record._asdict().items()
        if value not in ("", (), None, False, 0.0)
    }
    if record.text is not None:
        told["text"] = [record.text.name, record.text.media_type, len(record.text.read())]
    told["highlights"] = [
        {name: value for name, value in one._asdict().items() if value not in ("", (), None)}
        for one in record.highlights
    ]
    return told


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_an_export_becomes_its_records(case: Path) -> None:
    assert recognized(ExportFiles(chosen(case))).id == program_of(case)
    assert as_json(case) == case.with_suffix(".json").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_one_program_alone_is_the_surest_of_an_export(case: Path) -> None:
    files = ExportFiles(chosen(case))
    found = {one.id: one.recognizes(files) for one in programs()}
    surest = max(found.values())
    assert [id_ for id_, certainty in found.items() if certainty is surest] == [program_of(case)]


def test_every_program_has_an_export() -> None:
    assert set(map(program_of, CASES)) == {one.id for one in programs()}
    assert {case.with_suffix(".json").name for case in CASES} == {
        p.name for p in EXPORTS.glob("*.json")
    }
    assert all(find_program(one.id) is one for one in programs())


if __name__ == "__main__":
    for one in CASES:
        one.with_suffix(".json").write_text(as_json(one), "utf-8")
