"""The benchmark of finding runs, on a tiny register: its figures are nothing, that it stays whole is all."""

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
