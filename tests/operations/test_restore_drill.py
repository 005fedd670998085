"""After any work, each of the two forms in which a library is kept gives all of it back."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.library.backups import backups
from reader.library.backups.backups import Reason
from reader.library.backups.restoring import restore
from reader.library.database import Database
from reader.library.durable_files import remove_library
from reader.operations.archive import json_mirror, rebuild_from_mirror
from tests.fault_table import Tally
from tests.library.samples import assert_sound, everything
from tests.operations.article_samples import rows
from tests.operations.test_random_walk import Walk
from tests.thorough import IS_THOROUGH, cases

NOW = datetime(2026, 11, 29, 20, 15, 30, tzinfo=UTC)
STEPS = 80 if IS_THOROUGH else 25


@pytest.mark.parametrize("seed", cases(1, more=range(2, 21)))
def test_both_forms_give_the_library_back(
    seed: int, library: Path, database: Database, tmp_path: Path, tally: Tally
) -> None:
    walk = Walk(database, seed)
    for _step in range(STEPS):
        walk.step()
    walk.add()  # without an article there is no second form
    with closing(database.queries()) as queries:
        json_mirror.write(queries, tmp_path / "articles")
    made = backups.back_up(library, tmp_path / "backups", Reason.BY_HAND, NOW)
    walk.close()
    database.close()
    whole, kept = everything(library), rows(library)
    count = sum(len(table) for table in kept.values())

    remove_library(library)
    restore(library, made.path, tmp_path / "backups", NOW, 1.0)
    tally.count("restore", kept=count, lost=everything(library) != whole)
    assert everything(library) == whole
    assert_sound(library)

    remove_library(library)
    assert rebuild_from_mirror.rebuild(tmp_path / "articles", library).told == ()
    tally.count("restore", kept=count, lost=rows(library) != kept)
    assert rows(library) == kept
    assert_sound(library)
