"""`werkspur harvest_oparl` over HTTP, killed again and again, ends exactly as if nothing had happened.

HARVEST_PAPERS=10000 asks for as many papers as a large town has; a run of the suite is content with fewer.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import ready
from tests.houses import ROOT, environment
from werkspur.advocacy.oparl.council import Council
from werkspur.advocacy.oparl.fake import FakeServer, serve

PAPERS = int(os.environ.get("HARVEST_PAPERS", "120"))
KILLS = 2
#: everything but our own numbers and what a clock said
STATE = {
    "objects": "select oparl_id, type, list_id, raw, content, content_hash, embedded, state, pass_number, belongs"
    " from advocacy_councilobject",
    "history": "select oparl_id, state, content_hash from advocacy_councilhistory",
    "papers": "select object_id, reference, name, date, paper_type, originators, web, file_address, license, state,"
    " modified, words from advocacy_paper",
    "ways": "select p.object_id, c.object_id, committee, role, authoritative, start, number, result, resolution,"
    " meeting_digest from advocacy_paperconsultation c join advocacy_paper p on p.id = c.paper_id",
    "runs": "select state, pages, objects_read, new, changed, gone, trouble from advocacy_harvestrun",
}
TIMELESS = ("passes", "trusted", "checkpoint")


def house(folder: Path) -> Path:
    """A data folder with all tables and nothing in them."""
    folder.mkdir()
    shutil.copy(ready.SQLITE, folder / "werkspur.sqlite3")
    return folder


def harvesting(address: str, *, data: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "werkspur", "harvest_oparl", address, "--pause", "0"]
    return subprocess.Popen(
        command, env=environment(data), cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def state(data: Path) -> dict[str, list[Any]]:
    with sqlite3.connect(data / "werkspur.sqlite3") as database:
        found = {name: sorted(map(repr, database.execute(query))) for name, query in STATE.items()}
        cursors = dict(database.execute("select list_id, data from advocacy_listcursor").fetchall())
    kept = {where: {name: json.loads(data)[name] for name in TIMELESS} for where, data in cursors.items()}
    return found | {"cursors": sorted(map(repr, kept.items()))}


@pytest.mark.slow
@pytest.mark.once
def test_killed_again_and_again_it_ends_with_exactly_the_same_state(db, tmp_path):
    dice = random.Random(7)
    with serve(FakeServer(Council(PAPERS, "1.1"), page_size=max(20, PAPERS // 100))) as fake:
        straight, killed = house(tmp_path / "straight"), house(tmp_path / "killed")
        process = harvesting(fake.system, data=straight)
        told, _ = process.communicate(timeout=1800)
        assert process.returncode == 0, told
        for _kill in range(KILLS):
            process = harvesting(fake.system, data=killed)
            assert process.stdout is not None
            for _page in range(dice.randint(3, 14)):
                process.stdout.readline()
            process.kill()
            process.communicate()
        half = state(killed)
        assert 0 < len(half["objects"]) < 4 * PAPERS
        process = harvesting(fake.system, data=killed)
        told, _ = process.communicate(timeout=1800)
        assert process.returncode == 0, told
    assert len(state(straight)["papers"]) == PAPERS
    assert state(killed) == state(straight)
