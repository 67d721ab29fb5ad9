"""Matching many numbers with the register: short lists one by one, long ones on sealed arrays, with the same answers.

Up to `ONE_BY_ONE` queries each is looked up in the database. Above, chunks of them are matched on arrays (`sealed`) by
processes of their own; what arrays cannot do (gaps, very short or long numbers, long runs) is looked up one by one.

Memory: of the queries themselves one list; of the answers one chunk (200 or 5,000 queries with their best matches) and
what the processes are ahead, four chunks for two. Each process stays below 500 MB beside the mapped files, which the
kernel may drop at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from werkspur.registry.services.matching.alone import Matched, match_alone
from werkspur.registry.services.matching.bulk import match_in_bulk
from werkspur.registry.services.matching.progress import InUse, Kept
from werkspur.registry.services.sealing import Report

__all__ = ["InUse", "Matched", "match_many"]

Answer = Callable[[Sequence[Sequence[str]]], Generator[list[Matched], None, None]]

#: most queries that are looked up one by one
ONE_BY_ONE = 20_000
#: queries answered and kept together
CHUNK_ALONE, CHUNK_IN_BULK = 200, 5_000


def match_many(
    queries: Sequence[str],
    *,
    limit: int = 10,
    parts: bool = False,
    processes: int = 2,
    folder: Path | None = None,
    report: Report = lambda *_: None,
) -> Generator[Matched, None, None]:
    """Yield for each query the marks it may mean, in the order of the queries. Of all companies: callers check and
    journal.

    Args:
        queries: as typed; `?` and `*` as in a look-up.
        limit: most matches for each query; `total` counts all.
        parts: also marks that contain the query; then everything is looked up one by one. Where spreadsheets or `*`
            leave a gap the query is a pattern, and always answered so.
        processes: for more than 20,000 queries; with 1 this process does it itself.
        folder: answers are kept in there; a second run with the same queries goes on from where the first was ended.
        report: called with "match" and how many queries are done of how many, and with "seal" while sealing.

    Raises:
        SealError: the register could not be sealed for bulk, because the disk is full or somebody else is at it.
        InUse: somebody else matches the same queries in this folder.
    """
    if limit < 1:
        raise ValueError(f"at least one match for each query, not {limit}")
    bulk = len(queries) > ONE_BY_ONE and not parts
    size = CHUNK_IN_BULK if bulk else CHUNK_ALONE
    chunks = [queries[start : start + size] for start in range(0, len(queries), size)]
    kept = Kept.of(folder, queries, limit=limit, parts=parts, size=size)
    if bulk:
        answer: Answer = partial(match_in_bulk, limit=limit, processes=processes, report=report)
    else:
        answer = partial(match_alone, limit=limit, parts=parts)
    return _answers(chunks, kept, answer, report)


def _answers(
    chunks: Sequence[Sequence[str]], kept: Kept, answer: Answer, report: Report
) -> Generator[Matched, None, None]:
    """Yield what was kept, else what is answered now, chunk by chunk. What was kept is looked up once, and alone.

    Were it looked up again, what another process keeps meanwhile would shift all further answers by a chunk.
    """
    done, total = 0, sum(map(len, chunks))
    with ExitStack() as held:
        held.enter_context(kept.alone())
        there = {number for number in range(len(chunks)) if kept.has(number)}
        todo = [chunk for number, chunk in enumerate(chunks) if number not in there]
        answers = held.enter_context(closing(answer(todo)))
        for number, chunk in enumerate(chunks):
            some = kept.read(number, chunk) if number in there else kept.keep(number, next(answers))
            done += len(some)
            report("match", done, total)
            yield from some
