"""The rows of the product's tables for a corpus, made by the product's own functions, as sorted files to load."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path

import corpus

from werkspur.marks.fold import fold
from werkspur.marks.fragments import suffixes
from werkspur.marks.keys import keys
from werkspur.marks.readings import readings
from werkspur.marks.scheme import Scheme, learn

TABLES = {
    "marks": ("id", "text", "folded"),
    "readings": ("mark_id", "folded", "origin"),
    "keys": ("key", "folded", "mark_id"),
    "suffixes": ("suffix", "mark_id"),
}
SORTED = ("keys", "suffixes")
_CHUNK = 20_000


def prepare(n: int, *, seed: int, folder: Path, borders: str) -> Scheme:
    """Write one file for each table into the folder, fields by tab; return the scheme of the keys."""
    made = list(corpus.marks(n, seed=seed, fold=fold))
    scheme = Scheme(prefix="1")
    if borders == "learned":
        scheme = learn((folded for _, folded in made[:: max(1, n // 60_000)]), prefix="1")
    chunks = ((scheme.to_json(), start + 1, made[start : start + _CHUNK]) for start in range(0, n, _CHUNK))
    files = {name: (folder / f"{name}.tsv").open("w", encoding="ascii") for name in TABLES}
    with Pool(min(2, os.cpu_count() or 1)) as pool:
        for parts in pool.imap(_rows, chunks):
            for name, text in parts.items():
                files[name].write(text)
    for name, file in files.items():
        file.close()
        if name in SORTED:
            path = folder / f"{name}.tsv"
            subprocess.run(
                ["sort", "-u", "-S", "512M", "-T", folder, "-o", path, path],
                check=True,
                env={"LC_ALL": "C"} | os.environ,
            )
    return scheme


def read(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a file."""
    with path.open(encoding="ascii") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def _rows(chunk: tuple[str, int, list[tuple[str, str]]]) -> dict[str, str]:
    definition, first, some = chunk
    scheme = Scheme.from_json(definition)
    out: dict[str, list[str]] = {name: [] for name in TABLES}
    for mark, (text, folded) in enumerate(some, first):
        out["marks"].append(f"{mark}\t{text}\t{folded}\n")
        for place, reading in enumerate(readings(text)):
            if place and reading.is_pattern:
                continue
            out["readings"].append(f"{mark}\t{reading.folded}\t{reading.origin}\n")
            out["keys"] += [f"{key}\t{reading.folded}\t{mark}\n" for key in keys(reading.folded, scheme)]
            out["suffixes"] += [f"{suffix}\t{mark}\n" for suffix in suffixes(reading.folded)]
    return {name: "".join(lines) for name, lines in out.items()}
