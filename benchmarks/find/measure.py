"""One step on one database, in a process of its own: load, ask, rate, bulk, import.

Started by run.py with DATABASE_URL set; writes <vendor>-<step>.json into the folder.
"""

# ruff: noqa: E402 - the folders to import from are named first

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkspur.config.settings")

import django

django.setup()

import contenders
import corpus
import load
import numpy as np
import profiles
import timing
from django.db import connection, transaction
from typed import WHOLE, Query

from werkspur.marks.fold import fold
from werkspur.marks.scheme import Scheme
from werkspur.registry.models import Item, Mark
from werkspur.registry.services import index_marks

Result = dict[str, Any]
_BATCH = 1_000


def version() -> str:
    """Return name and version of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        said = str(cursor.fetchone()[0])
    return " ".join(said.split()[:2]) if connection.vendor == "postgresql" else f"SQLite {said}"


def loaded(folder: Path) -> Result:
    """Make the tables, check the rows against the product's, fill them, find hot keys."""
    scheme = Scheme.from_json((folder / "scheme.json").read_text())
    register = read_register(folder)
    scratch = folder / connection.vendor
    scratch.mkdir()
    officer = load.prepare(scheme)
    load.check(scratch, register, scheme, size=min(2_000, len(register.texts)))
    seconds = load.fill(folder, register) | load.make_hot()
    return {
        "version": version(),
        "seconds": seconds,
        "index_bytes": load.bytes_of_index(),
        "hot": load.hot(),
        "officer": officer,
    }


def asked(folder: Path) -> Result:
    """Put every query to the product's fast query, some to the whole look-up, and on PostgreSQL to pg_trgm."""
    queries = read_queries(folder)
    fast, whole = contenders.neighbours(), contenders.ranked()
    answers = timing.timed("Werkspur", fast, queries)
    answers += timing.timed("Werkspur, ranked", whole, queries, seconds=20)
    split = profiles.split(fast, [query.text for query in queries if query.kind in WHOLE])
    return {"answers": answers, "profile": split}


def fast(folder: Path) -> Result:
    """Put every query to the product's fast query only."""
    return {"answers": timing.timed("Werkspur", contenders.neighbours(), read_queries(folder))}


def trigrams(folder: Path) -> Result:
    """Build pg_trgm's index and ask it, in the two forms Bike Index has used."""
    queries, start = read_queries(folder), time.perf_counter()
    contenders.build_trigrams()
    out: Result = {"build_s": time.perf_counter() - start, "index_bytes": contenders.bytes_of_trigrams(), "answers": []}
    for limit in (0.2, 0.3):
        ask = contenders.trigrams(limit)
        out["answers"] += timing.timed(f"pg_trgm {limit}", ask, queries, kinds=WHOLE, seconds=15)
    return out


def rate(folder: Path, *, begin: float, seconds: float) -> Result:
    """Look up whole marks one after the other from a moment on; return how many and the memory it took."""
    texts = [query.text for query in read_queries(folder) if query.kind in WHOLE]
    return timing.rate(contenders.neighbours(), texts, begin=begin, seconds=seconds)


def bulk(folder: Path) -> Result:
    """Match a list of many numbers at once, by the product's service."""
    try:
        from werkspur.registry.services import match_many
    except ImportError:
        return {"skipped": "services.match_many is not there"}
    queries = json.loads((folder / "bulk.json").read_text())
    out: Result = {"queries": len(queries), "runs": []}
    for _ in range(2):  # the first run seals the register, the second finds it sealed
        start = time.perf_counter()
        matched = list(match_many(queries))  # without a folder, or the second run would only read what the first kept
        out["runs"].append(time.perf_counter() - start)
    some = list(range(0, len(queries), max(1, len(queries) // 200)))
    alone = match_many([queries[at] for at in some])  # so few are looked up one by one
    out["same_as_one_by_one"] = [matched[at] for at in some] == list(alone)
    out["found"] = sum(one.total for one in matched)
    return out


def imported(folder: Path) -> Result:
    """Store twenty batches of a thousand new marks; return marks for each second, with and without their keys."""
    register = read_register(folder)
    new = corpus.register(20 * _BATCH, seed=int(time.time()))
    fresh = new.texts[~np.isin(new.folded, register.folded)]
    item = Item.objects.earliest("pk")
    all_, keys = [], []
    for start in range(0, len(fresh), _BATCH):
        begin = time.perf_counter()
        with transaction.atomic():
            marks = [
                Mark(item=item, text=text, folded=fold(text))
                for text in (one.decode() for one in fresh[start : start + _BATCH])
            ]
            made = Mark.objects.bulk_create(marks)
            middle = time.perf_counter()
            index_marks(made, new=True)
        end = time.perf_counter()
        all_.append(len(made) / (end - begin))
        keys.append(len(made) / (end - middle))
    return {"marks": len(fresh), "per_second": float(np.median(keys)), "with_marks_per_second": float(np.median(all_))}


def read_register(folder: Path) -> corpus.Register:
    """Return the register that run.py made."""
    run = int((folder / "run.txt").read_text())
    return corpus.Register(np.load(folder / "texts.npy"), np.load(folder / "folded.npy"), run)


def read_queries(folder: Path) -> list[Query]:
    """Return the queries that run.py made."""
    return [Query(*row) for row in json.loads((folder / "queries.json").read_text())]


STEPS = {"load": loaded, "ask": asked, "fast": fast, "trigrams": trigrams, "bulk": bulk, "import": imported}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=[*STEPS, "rate"])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--begin", type=float, default=0.0)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.step == "rate":
        result = rate(options.folder, begin=options.begin, seconds=options.seconds)
    else:
        result = STEPS[options.step](options.folder)
    options.out.write_text(json.dumps(result))


if __name__ == "__main__":
    main()
