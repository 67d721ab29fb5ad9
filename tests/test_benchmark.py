"""The benchmarks run, on little: their figures are nothing, that they stay whole is all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.houses import environment

ROOT = Path(__file__).resolve().parents[1]
FOUND_ALL = 1.0


@pytest.mark.once
@pytest.mark.slow
def test_the_benchmark_finds_every_neighbour(tmp_path: Path) -> None:
    pytest.importorskip("tantivy", reason="only the benchmark needs it: make bench")
    command = [sys.executable, "benchmarks/find/run.py", "--n", "2000", "--scale", "0.05", "--only", "sqlite"]
    done = subprocess.run(
        [*command, "--short", "--into", str(tmp_path)],
        cwd=ROOT,
        env=environment(tmp_path / "data"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    figures = json.loads((tmp_path / "results-2000.json").read_text())["figures"]
    assert {kind["recall"] for kind in figures["Werkspur, SQLite"].values()} == {FOUND_ALL}
    assert "inside a run" in figures["tantivy"]
    assert "2,000 marks" in (tmp_path / "README.md").read_text()
    assert (tmp_path / "growth.svg").read_text().startswith("<svg")


@pytest.mark.once
@pytest.mark.slow
def test_the_benchmark_of_facts_compares_the_same_rows(tmp_path: Path) -> None:
    pytest.importorskip("datasette", reason="only the benchmark needs it: make bench-facts")
    (tmp_path / "README.md").write_text("<!-- figures -->\n<!-- /figures -->\n")
    done = subprocess.run(
        [sys.executable, "benchmarks/facts/run.py", "--rounds", "2", "--into", str(tmp_path)],
        cwd=ROOT,
        env=environment(tmp_path / "data"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads((tmp_path / "results.json").read_text())
    assert all(page["status"] == 200 and 0 < page["statements"] <= 15 for page in found["pages"].values())
    assert "- Over 15 statements: no page." in (tmp_path / "README.md").read_text()


@pytest.mark.once
@pytest.mark.slow
def test_the_benchmark_of_advice_gives_no_slot_twice(tmp_path: Path, tables: Path) -> None:
    (tmp_path / "README.md").write_text("<!-- figures -->\n<!-- /figures -->\n")
    little = [
        "--offices",
        "2",
        "--advisers",
        "2",
        "--small",
        "1x2",
        "--rounds",
        "1",
        "--only",
        "sqlite",
        "--tables",
        str(tables),
    ]
    race = ["--bookers", "12", "--processes", "2", "--slots", "4", "--races", "1"]
    done = subprocess.run(
        [sys.executable, "benchmarks/advice/run.py", *little, *race, "--into", str(tmp_path)],
        cwd=ROOT,
        env=environment(tmp_path / "data"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads((tmp_path / "results.json").read_text())["databases"]["sqlite"]
    assert found["race"]["product"]["outcomes"] == {"won": 4, "taken": 8}
    assert found["race"]["product"]["double"] == 0
    assert all(asked["large"]["ms"] for asked in found["asked"])
    assert "- Slots that two people have: none." in (tmp_path / "README.md").read_text()
