"""The law of finding: whatever lies within the promised edits shares a key with the query. Nothing is ever missed."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from werkspur.marks.compare import within
from werkspur.marks.fold import ALPHABET
from werkspur.marks.keys import keys
from werkspur.marks.probes import ask, probes
from werkspur.marks.scheme import EVEN, KEY_LENGTH, PAIRS, Scheme, learn
from werkspur.marks.tests.oracle import Index, damaged, every, near

folded = st.text(ALPHABET + "?", min_size=5, max_size=20)
ODD = {n: (0, 1, n - 2, n - 1, n) for n in range(6, 41)}
MIXED = ODD | {n: (0, 1, 2, 3, 4, n) for n in (5, 6, 8)} | {n: (0, 2, n - 1, n) for n in (7, 10)}
SCHEMES = [EVEN, Scheme(3), Scheme(5), Scheme(4, ODD, prefix="2."), Scheme(4, MIXED, prefix="3.")]
NAMES = ["even", "three", "five", "odd borders", "three to five"]


@st.composite
def misread(draw: st.DrawFn) -> tuple[str, str]:
    """A mark and what is left of it after up to three edits."""
    mark = draw(folded)
    seed = draw(st.integers(0, 2**32))
    return mark, damaged(mark, ALPHABET + "?", Random(seed), draw(st.integers(0, 3)))


@pytest.mark.parametrize("scheme", SCHEMES, ids=NAMES)
@given(pair=misread())
@example(pair=("0000010000", "0000100000"))
def test_a_mark_within_the_edits_shares_a_key(pair: tuple[str, str], scheme: Scheme) -> None:
    mark, query = pair
    for edits in range(OSA.distance(query, mark), 3):
        assert set(keys(mark, scheme)) & probes(query, edits, scheme)


@pytest.mark.parametrize("scheme", SCHEMES, ids=NAMES)
def test_brute_force_on_every_text_of_two_letters(scheme: Scheme) -> None:
    marks = every("0A", range(1, 9))
    short = every("0A", range(1, 5))
    index = Index(marks, scheme)
    random = Random(4)
    for query in [*random.sample(marks, 60), "0?A0A", "??0A0", "0A0A?A", "0?A"]:
        for edits in (0, 1, 2):
            found = index.read(probes(query, edits, scheme))
            promised = {mark for mark in near(query, marks, edits) if len(mark) > 4} | near(query, short, min(edits, 1))
            assert promised <= found, (query, edits)


@pytest.mark.parametrize("alphabet", ["01", "0123", "0123456789ACE"])
def test_brute_force_with_random_and_learned_borders(alphabet: str) -> None:
    random = Random(len(alphabet))
    marks = {"".join(random.choices(alphabet, k=random.randint(5, 17))) for _ in range(700)}
    marks |= {f"A{10**8 + i:0>9}"[: random.randint(6, 10)] for i in range(500)}
    borders = {n: (0, *sorted(random.sample(range(1, n), 3)), n) for n in range(5, 21)}
    for scheme in (EVEN, Scheme(4, borders), learn(marks), learn(marks, segments=5, prefix="b:")):
        index = Index(marks, scheme)
        for source in random.sample(sorted(marks), 40):
            query = damaged(source, alphabet + "?", random, random.randint(0, 3))
            for edits in (0, 1, 2):
                assert near(query, marks, edits) <= index.read(probes(query, edits, scheme)), (query, edits)


def test_swaps_across_every_border_with_one_more_edit_anywhere() -> None:
    """A swap across a border damages two segments with one edit: the trap of every index of segments."""
    for mark in ("ACEFHJKMNP", "0123456789A", "ACEFH0123479KMNPR", "AC012"):
        swapped = [mark[:i] + mark[i + 1] + mark[i] + mark[i + 2 :] for i in range(len(mark) - 1)]
        for one in swapped:
            assert set(keys(mark)) & probes(one, 1)
            worse = [one[:i] + c + one[i + skip :] for i in range(len(one)) for c in ("", "X") for skip in (0, 1)]
            worse += [one[:i] + one[i : i + 2][::-1] + one[i + 2 :] for i in range(len(one) - 1)]
            for query in worse:
                if OSA.distance(query, mark) <= 2:
                    assert set(keys(mark)) & probes(query, 2), (mark, query)


def test_consecutive_serials_all_find_their_neighbours() -> None:
    run = [f"WVW222XK7J0{i:06}" for i in range(4000, 5200)]
    index = Index(run)
    for query in run[::97]:
        for edits in (0, 1, 2):
            assert near(query, run, edits) <= index.read(probes(query, edits))


@given(st.text(ALPHABET, min_size=1, max_size=4), st.integers(0, 2**32), st.integers(0, 1))
def test_a_short_mark_is_found_within_one_edit(mark: str, seed: int, edits: int) -> None:
    query = damaged(mark, ALPHABET + "?", Random(seed), edits)
    for allowed in range(OSA.distance(query, mark), 3):
        assert set(keys(mark)) & probes(query, allowed)


@pytest.mark.parametrize("length", [5, 6, 7, 39, 40, 41, 42, 43, 120, 198, 199, 200])
def test_nothing_is_lost_at_the_borders_between_lengths(length: int) -> None:
    random = Random(length)
    for _ in range(60):
        mark = "".join(random.choices(ALPHABET, k=length))
        query = damaged(mark, ALPHABET, random, 2)
        assert set(keys(mark)) & probes(query, 2), (mark, query)


def test_a_mark_longer_than_any_pair_is_found_whole() -> None:
    mark = "A" * (PAIRS[-1] + 1)
    assert set(keys(mark)) & probes(mark, 0)
    assert not set(keys(mark)) & probes(mark + "0", 2)


def test_nothing_has_no_keys_and_asks_for_none() -> None:
    assert keys("") == []
    assert probes("") == set()
    assert ask("?").keys == frozenset()


@given(st.text(ALPHABET, min_size=1, max_size=260), st.sampled_from(SCHEMES))
def test_keys_fit_their_column_and_differ(mark: str, scheme: Scheme) -> None:
    made = keys(mark, scheme)
    assert len(set(made)) == len(made)
    assert all(len(key) <= KEY_LENGTH and key.startswith(scheme.prefix) for key in made)


@pytest.mark.parametrize("length", [5, 7, 9, 12, 17, 20, 40])
def test_fewer_edits_ask_for_fewer_keys(length: int) -> None:
    numbers = [len(probes(("0123456789ACEFH" * 3)[:length], edits)) for edits in (0, 1, 2)]
    assert all(few < more for few, more in pairwise(numbers))
    assert numbers[2] <= 70


@pytest.mark.parametrize("edits", [-1, 3])
def test_more_edits_than_promised_are_refused(edits: int) -> None:
    with pytest.raises(ValueError, match="0 to 2 edits"):
        probes("12345", edits)


@given(folded.filter(lambda text: "?" not in text), st.data())
def test_unreadable_characters_alone_never_hide_a_mark(mark: str, data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(0, len(mark) - 1), max_size=4))
    query = "".join("?" if i in places else c for i, c in enumerate(mark))
    asked = ask(query)
    assert within(query, mark, 2)
    if asked.complete:
        assert asked.keys & set(keys(mark))


@pytest.mark.parametrize(
    ("query", "mark"), [("A?34567890", "A*34X67Y90"), ("?A3", "*A3"), ("1???5678", "1*2*5678"), ("?1234?", "*12X4*")]
)
def test_what_cannot_be_read_may_be_a_star_of_the_mark(query: str, mark: str) -> None:
    assert within(query, mark, 3)
    asked = ask(query, 3)
    assert asked.complete
    assert asked.keys & set(keys(mark))


@given(folded.filter(lambda text: "?" not in text), st.integers(0, 2**32), st.integers(3, 4))
def test_more_edits_besides_the_unreadable_ones_may_be_asked_for(mark: str, seed: int, edits: int) -> None:
    random = Random(seed)
    query = damaged(mark, ALPHABET, random, random.randint(0, 2))
    for place in random.sample(range(len(query)), 2):
        query = query[:place] + "?" + query[place + 1 :]
    if within(query, mark, edits):
        asked = ask(query, edits)
        assert asked.keys & set(keys(mark)) or not asked.complete


@pytest.mark.parametrize(
    ("query", "complete"),
    [
        ("8?31042", True),
        ("8??1042", True),
        ("8???042", True),
        ("8????????????2", False),
        ("??????", False),
        ("8*2", False),
    ],
)
def test_the_answer_says_whether_it_is_complete(query: str, complete: bool) -> None:
    assert ask(query).complete is complete


@pytest.mark.parametrize("query", ["8??2", "?A12", "8A??", "???2", "8???"])
def test_a_short_query_of_unreadable_characters_is_spelled(query: str) -> None:
    assert ask(query).complete
    assert ask(query).keys & set(keys("8A12"))


def test_a_cap_leaves_out_keys_and_says_so() -> None:
    full, cut = ask("A?C?E?0", 4), ask("A?C?E?0", 4, cap=50)
    assert full.complete
    assert not cut.complete
    assert cut.keys < full.keys


def test_too_many_further_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="besides the unreadable"):
        ask("12?45678", 4)
