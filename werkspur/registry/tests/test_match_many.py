"""Many numbers at once: on sealed arrays the same answers as one by one, whatever has happened since the sealing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.people import make_item, make_people
from werkspur.marks.fold import fold
from werkspur.partners.models import Company
from werkspur.registry.models import Mark
from werkspur.registry.sealed import asking, joining, matching
from werkspur.registry.services import InUse, change_mark, index_marks, match_many, seal, unindex_marks
from werkspur.registry.services.matching import Matched
from werkspur.registry.tests.registers import damaged, store

pytestmark = pytest.mark.django_db

ALPHABETS = ("01", "1347", "0O1IL47", "13479ACEHK")
Match = Callable[..., list[Matched]]


@pytest.fixture(autouse=True)
def seals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seals of each test for itself."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return tmp_path / "sealed"


@pytest.fixture
def in_bulk(monkeypatch: pytest.MonkeyPatch) -> Match:
    def match(queries: list[str], **options: object) -> list[Matched]:
        with monkeypatch.context() as patch:
            patch.setattr("werkspur.registry.services.matching.ONE_BY_ONE", 0)
            return list(match_many(queries, **{"processes": 1, **options}))  # type: ignore[arg-type]

    return match


def one_by_one(queries: list[str], **options: object) -> list[Matched]:
    return list(match_many(queries, **options))  # type: ignore[arg-type]


def texts_of(alphabet: str, r: random.Random) -> list[str]:
    """Texts of all lengths around the limits, a run, the same number written in several ways, labels, gaps."""
    texts = ["".join(r.choices(alphabet, k=r.randint(2, 14))) for _ in range(160)]
    run = [f"{alphabet[-1] * 3}{number:06}" for number in range(1200, 1270)]
    written = [f"{text[:3]}-{text[3:]}" for text in texts[:30]] + [text.lower() for text in texts[30:50]]
    labelled = [f"S/N: {text}" for text in texts[50:60]]
    gaps = [text[:4] + "?" + text[5:] for text in texts[60:70] if len(text) > 5]
    pins = [f"WVW22XK7J0{number:07}" for number in range(4_000, 4_020)]
    return [*texts, *run, *written, *labelled, *gaps, *pins, "A" * 39, "A" * 44, "A" * 200]


def queries_of(texts: list[str], alphabet: str, r: random.Random, *, count: int) -> list[str]:
    """Numbers with up to two errors, with `?`, and what arrays cannot answer."""
    out = ["", "?", "??", "*", "AB*", "\N{PISTOL}", "A" * 500, "A" * 501, "AAAAA", "3,56938E+14"]
    out += ["-" * 500 + "13471347", "13471347" + "." * 500]
    for _ in range(count):
        query = damaged(r.choice(texts[:-3]), alphabet=alphabet, r=r)
        if r.random() < 0.3:
            at = r.sample(range(len(query)), min(len(query), r.randint(1, 3)))
            query = "".join("?" if place in at else character for place, character in enumerate(query))
        out.append(query)
    return out


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_both_ways_give_the_same(alphabet: str, in_bulk: Match) -> None:
    r = random.Random(alphabet)
    texts = texts_of(alphabet, r)
    store(texts)
    queries = queries_of(texts, alphabet, r, count=40)
    assert in_bulk(queries, limit=7) == one_by_one(queries, limit=7)


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_what_happens_after_the_sealing_is_seen(alphabet: str, in_bulk: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("werkspur.registry.services.sealing.STALE", 10)
    r = random.Random(alphabet)
    people = make_people()
    texts = texts_of(alphabet, r)
    marks = list(Mark.objects.filter(pk__in=store(texts)))
    seal()
    unindex_marks(marks[:20])
    Mark.objects.filter(pk__in=[mark.pk for mark in marks[:10]]).delete()
    for mark in marks[20:40]:
        change_mark(mark, by=people.anna, kind=mark.kind, text=mark.text + alphabet[0], words="")
    item = make_item(owner=people.clara, name="neu")
    index_marks(Mark.objects.bulk_create([Mark(item=item, text=text, folded=fold(text)) for text in texts[40:80]]))
    queries = queries_of(texts, alphabet, r, count=40)
    assert in_bulk(queries) == one_by_one(queries)


def test_companies_that_take_part_no_more_are_not_found(in_bulk: Match) -> None:
    store(["WVW22XK7J00004000"])
    Company.objects.update(state=Company.State.CLOSED)
    assert in_bulk(["WVW22XK7J00004000"]) == one_by_one(["WVW22XK7J00004000"]) == [Matched("WVW22XK7J00004000")]


@pytest.mark.parametrize("parts", [False, True])
def test_parts_of_a_number_are_only_found_when_asked_for(parts: bool) -> None:
    store(["WVW22XK7J00004000"])
    [found] = match_many(["K7J00004"], parts=parts)
    assert (found.total, found.complete) == (int(parts), True)


def test_a_number_with_a_gap_is_a_pattern(in_bulk: Match) -> None:
    store(["WVW22XK7J00004000"])
    assert [one.total for one in in_bulk(["WVW22*4000", "WVW22*4001"])] == [1, 0]


def test_equals_come_in_the_order_of_the_marks_as_displayed(in_bulk: Match) -> None:
    texts = [f"Maschinennummer: 873104{last}" for last in "7531"] + ["873-1049", "8731049", "873 1049"]
    store(texts)
    [found] = in_bulk(["8731040"], limit=50)
    assert [found] == one_by_one(["8731040"], limit=50)
    shown = [Mark.objects.get(pk=mark).text for mark, _weight, _distance in found.matches]
    assert shown[:3] == ["873 1049", "873-1049", "8731049"]
    [few] = in_bulk(["8731040"], limit=2)
    assert (few.total, few.matches) == (7, found.matches[:2])


def test_a_long_run_is_left_to_the_database(in_bulk: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    store([f"WVW22XK7J0{number:07}" for number in range(4_000, 4_060)])
    queries = ["WVW22XK7J00004031", "WVW22XK7J00O40Z1", "8ZZ"]
    expected = one_by_one(queries)
    monkeypatch.setattr(joining, "HEAVY", 20)
    assert in_bulk(queries) == expected


def test_what_is_left_to_the_database_is_not_read_from_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    store([f"WVW22XK7J0{number:07}" for number in range(4_000, 4_060)])
    segment = seal()
    [block] = asking.blocks(asking.questions(["WVW22XK7J00004031"]).asked[:1])
    near, heavy = joining.join(block, segment)
    assert (len(near.rows) > 0, list(heavy)) == (True, [])
    monkeypatch.setattr(joining, "HEAVY", 65)  # more than any of the keys brings, less than all of them together
    near, heavy = joining.join(block, segment)
    assert (len(near.rows), list(heavy)) == (0, [0])


def test_chunks_that_find_too_much_are_halved(in_bulk: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    store([f"WVW22XK7J0{number:07}" for number in range(4_000, 4_060)])
    queries = [f"WVW22XK7J0{number:07}" for number in range(4_000, 4_050)] + ["*", "WVW22XK7J0000402?"]
    expected = one_by_one(queries)
    monkeypatch.setattr(matching, "PAIRS", 100)
    monkeypatch.setattr(joining, "CANDIDATES", 50)
    assert in_bulk(queries) == expected


def test_processes_of_their_own_find_the_same(in_bulk: Match) -> None:
    r = random.Random(5)
    texts = texts_of("1347", r)
    store(texts)
    queries = queries_of(texts, "1347", r, count=60)
    assert in_bulk(queries, processes=2) == one_by_one(queries)


def test_an_empty_register_has_nothing(in_bulk: Match) -> None:
    assert in_bulk(["8731042", ""]) == [Matched("8731042"), Matched("")]


@pytest.mark.parametrize("bulk", [False, True])
def test_a_run_that_was_ended_goes_on(
    bulk: bool, in_bulk: Match, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("werkspur.registry.services.matching.CHUNK_IN_BULK", 2)
    monkeypatch.setattr("werkspur.registry.services.matching.CHUNK_ALONE", 2)
    monkeypatch.setattr("werkspur.registry.services.matching.ONE_BY_ONE", 0 if bulk else 20_000)
    store(["8731042", "9998887"])
    queries = ["8731042", "9998887", "ZZZ99999", "8731O42", "99988871"]
    run = match_many(queries, processes=1, folder=tmp_path)
    first = [next(run) for _ in range(3)]
    run.close()
    Mark.objects.all().delete()
    again = list(match_many(queries, processes=1, folder=tmp_path))
    assert again[:3] == first
    assert [one.total for one in again] == [1, 1, 0, 1, 0]
    others = list(match_many(queries[::-1], processes=1, folder=tmp_path))
    assert [one.total for one in others] == [0, 0, 0, 0, 0]


def test_answers_that_cannot_be_kept_are_given_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("werkspur.registry.services.matching.CHUNK_ALONE", 1)
    store(["8731042"])
    queries = ["8731042", "ZZZ99999", "8731O42"]
    run = match_many(queries, folder=tmp_path)
    first = next(run)
    shutil.rmtree(tmp_path)
    assert [first, *run] == one_by_one(queries)


def test_two_runs_of_the_same_list_do_not_get_in_each_others_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("werkspur.registry.services.matching.CHUNK_ALONE", 1)
    store(["8731042"])
    queries = ["8731042", "ZZZ99999", "8731O42"]
    run = match_many(queries, folder=tmp_path)
    first = next(run)
    with pytest.raises(InUse):
        list(match_many(queries, folder=tmp_path))
    assert [first, *run] == list(match_many(queries, folder=tmp_path)) == one_by_one(queries)
