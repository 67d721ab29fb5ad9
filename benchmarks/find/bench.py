"""One run: make the register, load both databases, ask everybody, one after the other."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import corpus
import numpy as np
import page
import rows
import truth
import typed

from tests.postgres import start as start_postgresql
from werkspur.marks.scheme import Scheme

HERE = Path(__file__).resolve().parent
#: seconds of asking for a throughput
RATE_SECONDS = 6.0
_POSTGRESQL = (
    "shared_buffers={cache}", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=20GB", "checkpoint_timeout=30min",
    "max_parallel_maintenance_workers=1", "effective_cache_size=12GB",
)  # fmt: skip
Result = dict[str, Any]


class Bench:
    """A folder, two databases, and the durations of all steps. Leaves nothing behind."""

    def __init__(self, n: int, *, seed: int, borders: str = "learned", scale: float = 1.0) -> None:
        self.n, self.seed, self.borders, self.scale = n, seed, borders, scale
        self.begin, self.seconds, self.stop = time.perf_counter(), dict[str, float](), list[Callable[[], None]]()
        self.folder = Path(tempfile.mkdtemp(prefix="werkspur-bench-"))
        self.folder.chmod(0o755)
        self.addresses: dict[str, str] = {}

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        while self.stop:
            self.stop.pop()()
        shutil.rmtree(self.folder, ignore_errors=True)

    def measure(self, *, only: str | None = None, whole: bool = True) -> Result:
        """Do everything, or (not `whole`) what needs no idle waiting, and return the raw answers with the truth."""
        out: Result = {"n": self.n, "seed": self.seed, "borders": self.borders, "load_before": os.getloadavg()[2]}
        register = self.step("register", lambda: self.make(run=self.n // 10))
        queries = self.step("queries", lambda: self.draw(register))
        out["queries"] = [[query.kind, query.text, query.source] for query in queries]
        out["truth"] = self.step("full scan of all queries (truth)", lambda: truth.neighbours(queries, register.folded))
        self.open(only)
        out["load"] = self.step("loading both databases", self.load)
        rows.remove(self.folder)
        out["asked"], out["rates"] = {}, {}
        for name in self.addresses:
            out["asked"][name] = self.step(f"{name}: look-ups", lambda name=name: self.django(name, "ask"))
            if whole:
                out["rates"][name] = self.step(f"{name}: throughput", lambda name=name: self.rates("measure.py", name))
        out["page"] = (
            self.step("page", lambda: self.page(queries, out["load"]["sqlite"]["officer"]))
            if whole and "sqlite" in self.addresses
            else []
        )
        if "postgresql" in self.addresses:
            out["trigrams"] = self.step("pg_trgm", lambda: self.django("postgresql", "trigrams"))
        out |= self.peers(queries, register, whole=whole)
        out["bulk"] = {name: self.step(f"{name}: bulk", lambda name=name: self.django(name, "bulk"))
                       for name in self.addresses}  # fmt: skip
        out["import"] = {name: self.step(f"{name}: import", lambda name=name: self.django(name, "import"))
                         for name in self.addresses}  # fmt: skip
        out["commit"] = {name: self.step(f"{name}: single commits", lambda name=name: self.commit(name))
                         for name in self.addresses if whole}  # fmt: skip
        out["seconds"] = self.seconds | {"all": time.perf_counter() - self.begin}
        return out

    def make(self, *, run: int) -> corpus.Register:
        """Make register and rows."""
        register = corpus.register(self.n, seed=self.seed, run=min(run, 1_000_000))
        self.keep(register)
        return register

    def keep(self, register: corpus.Register) -> None:
        """Write a register and the rows of its search tables into the folder."""
        np.save(self.folder / "texts.npy", register.texts)
        np.save(self.folder / "folded.npy", register.folded)
        (self.folder / "run.txt").write_text(str(register.run))
        sample = register.folded[: register.run] if register.run else register.folded
        scheme = rows.learned(sample) if self.borders == "learned" else Scheme(prefix="1")
        (self.folder / "scheme.json").write_text(scheme.to_json())
        self.step("rows", lambda: rows_in_a_process(self.folder))

    def draw(self, register: corpus.Register) -> list[typed.Query]:
        """Draw the queries and the long list."""
        queries = typed.queries(register, seed=self.seed, scale=self.scale)
        (self.folder / "queries.json").write_text(json.dumps([[q.kind, q.text, q.source] for q in queries]))
        many = typed.bulk(register, int(100_000 * min(1.0, self.scale)), seed=self.seed)
        (self.folder / "bulk.json").write_text(json.dumps(many))
        return queries

    def open(self, only: str | None) -> None:
        """Start the databases."""
        if only != "postgresql":
            self.addresses["sqlite"] = f"sqlite:///{self.folder / 'data-sqlite' / 'bench.sqlite3'}"
        if only != "sqlite":
            cache = "4GB" if self.n > 2_000_000 else "1GB"
            address, stop = start_postgresql(*(setting.format(cache=cache) for setting in _POSTGRESQL))
            self.stop.append(stop)
            self.addresses["postgresql"] = address
        for name in self.addresses:
            (self.folder / f"data-{name}").mkdir(mode=0o700)

    def load(self) -> Result:
        """Load both at the same time, a processor each."""
        started = [(name, *self.start("measure.py", ["load"], name=name)) for name in self.addresses]
        return {name: finished(process, path) for name, process, path in started}

    def django(self, name: str, *arguments: str) -> Result:
        """Do one step of measure.py on one database."""
        return finished(*self.start("measure.py", list(arguments), name=name))

    def peer(self, who: str, step: str) -> Result:
        """Do one step of peers.py."""
        return finished(*self.start("peers.py", [step, "--who", who]))

    def commit(self, name: str) -> list[str]:
        """What a single commit costs with keys and without, on a database of its own that really syncs (commit.py)."""
        command = [sys.executable, str(HERE / "commit.py"), "--only", name]
        done = subprocess.run(command, cwd=HERE.parents[1], stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.strip().splitlines()

    def rates(self, script: str, name: str) -> Result:
        """Throughput with one and with two processes, started together."""
        out = {}
        for count in (1, 2):
            begin = ["--begin", str(time.time() + 6), "--seconds", str(RATE_SECONDS * min(1, self.scale))]
            arguments = ["rate", *begin, *(["--who", name] if script == "peers.py" else [])]
            started = [self.start(script, arguments, name=name) for _ in range(count)]
            each = [finished(*one) for one in started]
            memory = max(one["memory_mb"] for one in each)
            out[str(count)] = {"per_second": sum(one["per_second"] for one in each), "memory_mb": memory}
        return out

    def peers(self, queries: list[typed.Query], register: corpus.Register, *, whole: bool) -> Result:
        """Ask tantivy, FTS5 and rapidfuzz."""
        out: Result = {"peers": {}}
        for who in ("tantivy", "fts5"):
            built = self.step(f"{who}: build", lambda who=who: self.peer(who, "build"))
            out["peers"][who] = built | self.step(f"{who}: look-ups", lambda who=who: self.peer(who, "ask"))
        if whole:
            out["peers"]["tantivy"]["rates"] = self.step(
                "tantivy: throughput", lambda: self.rates("peers.py", "tantivy")
            )
        out["many"] = self.step("tantivy: 3,000 of the list", lambda: self.peer("tantivy", "many"))
        some = [query for query in queries if query.kind in typed.WHOLE]
        out["scans"] = self.step("rapidfuzz", lambda: truth.scans(some, register.folded, count=6))
        return out

    def page(self, queries: list[typed.Query], officer: list[str]) -> list[dict[str, object]]:
        """The look-up page of a real server on the loaded register."""
        return page.look_up(self.folder / "data-sqlite", queries, database=self.addresses["sqlite"], officer=officer)

    def start(self, script: str, arguments: list[str], *, name: str = "") -> tuple[subprocess.Popen[bytes], Path]:
        """Start a script with the database of this name."""
        path = self.folder / f"{time.time_ns()}.json"
        environment = dict(os.environ)
        if name in self.addresses:
            environment |= {
                "DATABASE_URL": self.addresses[name],
                "WERKSPUR_DATA": str(self.folder / f"data-{name}"),
                "WERKSPUR_MODE": "demo",
            }
        command = [sys.executable, str(HERE / script), *arguments, "--folder", str(self.folder), "--out", str(path)]
        return subprocess.Popen(command, env=environment, stdout=sys.stderr), path

    def step(self, name: str, do: Callable[[], Any]) -> Any:
        """Do it and say how long it took."""
        start = time.perf_counter()
        result = do()
        self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**10
        passed = time.perf_counter() - self.begin
        print(f"[{passed:5.0f} s, {memory:5} MB] {name}: {self.seconds[name]:.1f} s", file=sys.stderr, flush=True)
        return result


def finished(process: subprocess.Popen[bytes], path: Path) -> Result:
    """Wait for a step and return what it wrote.

    Raises:
        RuntimeError: it failed; what it said is above.
    """
    if process.wait():
        raise RuntimeError(f"{process.args} failed")
    result: Result = json.loads(path.read_text())
    path.unlink()
    return result


def rows_in_a_process(folder: Path) -> None:
    """Make the rows in a process that then ends, so that the memory is free for the databases."""
    subprocess.run([sys.executable, str(HERE / "rows.py"), str(folder)], check=True)
