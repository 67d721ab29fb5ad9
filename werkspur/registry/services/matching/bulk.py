"""Very many queries matched on the sealed register, by processes of their own."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from werkspur.marks.weights import Table
from werkspur.registry.queries.finding import table_that_holds
from werkspur.registry.sealed.matching import Answers
from werkspur.registry.sealed.workers import Work, matched
from werkspur.registry.services.matching.alone import Matched, look_up
from werkspur.registry.services.sealing import Report, snapshot


def match_in_bulk(
    chunks: Sequence[Sequence[str]], *, limit: int, processes: int, report: Report
) -> Generator[list[Matched], None, None]:
    """Yield the answers to each chunk; all of them of the register as it is when the first is asked for."""
    if not chunks:
        return
    table = table_that_holds()
    with snapshot(report=report) as register:
        work = Work(register.folders, register.gone, register.renewed, register.hidden, table, limit)
        for chunk, answers in zip(chunks, matched(chunks, work, processes=processes), strict=True):
            yield _put_together(chunk, answers, limit=limit, table=table)


def _put_together(chunk: Sequence[str], answers: Answers, *, limit: int, table: Table) -> list[Matched]:
    """Return the answers in the order of the queries, those that arrays could not give looked up now."""
    others = look_up((chunk[query] for query in answers.others), limit=limit, parts=False, table=table)
    one_by_one = dict(zip(answers.others, others, strict=True))
    return [
        one_by_one.get(query) or Matched(text, total=answers.found[query][0], matches=answers.found[query][1])
        for query, text in enumerate(chunk)
    ]
