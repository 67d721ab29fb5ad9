"""Datasette on a frozen copy of our rows, and both servers asked in turn."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from tests.houses import free_port, wait_until

WARM = 10
TABLE = "facts_figure"
COLUMNS = ("area_id", "offence_id", "year", "cases", "attempts", "cleared", "suspects", "published_rate", "row",
           "imported_id")  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One address that is asked again and again; anew: with a parameter nobody reads, so that nothing is kept."""

    page: str
    who: str
    url: str
    anew: bool = False


@dataclass(frozen=True)
class Datasette:
    """A running one."""

    address: str

    def same_rows(self, areas: Sequence[str], offences: Sequence[str]) -> list[tuple[str, str]]:
        """Name and address of the rows of a page: as the table's JSON, bare and as it comes, and as SQL."""
        table = f"{self.address}/frozen/{TABLE}.json"
        wanted = {
            "holds": "1",
            "area_id__in": json.dumps(list(areas)),
            "offence_id__in": json.dumps(list(offences)),
            "_size": "max",
        }
        bare = {**wanted, "_shape": "array", "_nocount": "1", "_nofacet": "1"}
        columns = [("_col", one) for one in COLUMNS]
        query = urlencode({"sql": sql(areas, offences), "_shape": "array"})
        return [
            (
                "Datasette, SQL",
                f"{self.address}/frozen.json?{query}",
            ),
            ("Datasette, rows bare", f"{table}?{urlencode([*bare.items(), *columns])}"),
            ("Datasette, rows", f"{table}?{urlencode([*wanted.items(), *columns])}"),
        ]

    def count(self, areas: Sequence[str], offences: Sequence[str]) -> int:
        """How many rows it answers: as many as the page reads, or the comparison is none."""
        where = urlsplit(self.same_rows(areas, offences)[0][1])
        return len(json.loads(_get(HTTPConnection(where.netloc, timeout=60), f"{where.path}?{where.query}")))


def sql(areas: Sequence[str], offences: Sequence[str]) -> str:
    places, keys = (", ".join(f"'{one}'" for one in each) for each in (areas, offences))
    return f"SELECT {', '.join(COLUMNS)} FROM {TABLE} WHERE holds AND area_id IN ({places}) AND offence_id IN ({keys})"


def frozen(database: Path, *, into: Path) -> Path:
    """A copy that nobody writes, with all indexes: what Datasette serves fastest."""
    into.mkdir(exist_ok=True)
    copy = into / "frozen.db"
    copy.unlink(missing_ok=True)
    with sqlite3.connect(database) as connection:
        connection.execute("VACUUM INTO ?", [str(copy)])
    return copy


@contextmanager
def datasette(database: Path) -> Iterator[Datasette]:
    port = free_port()
    limits = ("max_returned_rows", "5000"), ("sql_time_limit_ms", "10000")
    command = [sys.executable, "-m", "datasette", "serve", "-i", str(database), "-p", str(port)]
    command += [word for limit in limits for word in ("--setting", *limit)]
    with (database.parent / "datasette.log").open("ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        wait_until(lambda: _answers(port))
        yield Datasette(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    try:
        return bool(_get(HTTPConnection("127.0.0.1", port, timeout=5), "/-/versions.json"))
    except OSError:
        return False


def timed(asked: Sequence[Asked], *, rounds: int) -> list[dict[str, object]]:
    """Milliseconds from the request to the last byte, one address after the other in every round, kept connections."""
    parts = [urlsplit(one.url) for one in asked]
    connections = {part.netloc: HTTPConnection(part.netloc, timeout=60) for part in parts}
    times: list[list[float]] = [[] for _ in asked]
    sizes = [0] * len(asked)
    for number in range(WARM + rounds):
        for at, part in enumerate(parts):
            begun = time.perf_counter()
            fresh = f"&anew={number}" if asked[at].anew else ""
            sizes[at] = len(_get(connections[part.netloc], f"{part.path}?{part.query}{fresh}"))
            if number >= WARM:
                times[at].append(round((time.perf_counter() - begun) * 1000, 2))
    return [
        {"page": one.page, "who": one.who, "bytes": size, "ms": sorted(each)}
        for one, size, each in zip(asked, sizes, times, strict=True)
    ]


def _get(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", quote(path, safe="/?&=%*,+()<>'\"[]:"))
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {body[:300]!r}")
    return body
