"""Two devices write about the same thing: whatever the order, nothing that was typed is lost."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from werkspur.advice.rules import merging
from werkspur.advice.rules.merging import Change, Place, Word

A, B, C = (uuid.UUID(int=number) for number in (1, 2, 3))
BEGIN = datetime(2026, 12, 1, 9, tzinfo=UTC)


def change(device: uuid.UUID, text: str, *, base: int = 0, at: int = 1) -> Change:
    return Change(device=device, base=base, changed_at=BEGIN + timedelta(seconds=at), content={"note": text})


def after(*changes: Change, words: list[Word] | None = None, put=merging.merged) -> list[Word]:
    found = list(words or [])
    for one in changes:
        found = put(found, one)
    return found


def held(words: list[Word]) -> tuple[str, int]:
    word = merging.held(words)
    assert word is not None
    return word.content["note"], word.version


def beside(words: list[Word]) -> list[str]:
    return [word.content["note"] for word in merging.others(words)]


def standing(words: list[Word]) -> set[str]:
    return {word.content["note"] for word in words if word.place != Place.OVER}


def test_who_knew_what_is_held_replaces_it():
    words = after(change(A, "alt"), change(B, "neu", base=1))
    assert (held(words), beside(words)) == (("neu", 2), [])


def test_who_did_not_know_stands_beside():
    words = after(change(A, "eins"), change(B, "zwei"))
    assert (held(words), beside(words)) == (("eins", 1), ["zwei"])


def test_the_same_text_from_two_devices_is_no_conflict():
    words = after(change(A, "gleich"), change(B, "gleich"))
    assert (held(words), beside(words)) == (("gleich", 1), [])


def test_a_device_does_not_contradict_itself():
    words = after(change(A, "H", at=1), change(A, "Ho", at=2), change(A, "Hof", at=3))
    assert (held(words)[0], beside(words)) == ("Hof", [])


def test_what_was_replaced_does_not_come_back_when_it_is_sent_again():
    first = change(A, "alt")
    words = after(first, change(B, "neu", base=1))
    assert merging.merged(words, first) == words


def test_a_clock_that_was_set_back_loses_nothing():
    words = after(change(A, "mittags", at=500), change(A, "danach", base=1, at=3))
    assert held(words)[0] == "danach"


def test_deciding_for_the_other_device_makes_its_word_hold():
    words = merging.settled(after(change(A, "eins"), change(B, "zwei")), keep=B)
    assert (held(words), beside(words)) == (("zwei", 2), [])
    assert merging.settled(words, keep=B) == words


def test_deciding_for_what_is_held_ends_the_others():
    words = merging.settled(after(change(A, "eins"), change(B, "zwei"), change(C, "drei")), keep=None)
    assert (held(words), beside(words)) == (("eins", 1), [])


def test_deciding_for_a_device_that_says_nothing_changes_nothing():
    words = after(change(A, "eins"), change(B, "zwei"))
    assert merging.settled(words, keep=C) == words
    assert merging.settled([], keep=C) == []


def test_the_mark_changes_with_what_is_to_be_decided():
    words = after(change(A, "eins"), change(B, "zwei"))
    later = after(change(C, "drei"), words=words)
    assert merging.mark(words) != merging.mark(later)
    assert merging.mark(words) == merging.mark(after(change(B, "zwei"), words=words))


def test_joined_notes_keep_both_until_somebody_has_read_both():
    words = after(change(A, "Hof", at=1), change(B, "Halle", at=2), put=merging.joined)
    assert (standing(words), merging.version_of(words)) == ({"Hof", "Halle"}, 2)
    words = merging.joined(words, change(A, "Hof und Halle", base=2, at=3))
    assert standing(words) == {"Hof und Halle"}


texts = st.lists(st.sampled_from(["", "a", "b", "c", "ab"]), max_size=5)
beginning = st.integers(0, 2)


def typed(device: uuid.UUID, contents: list[str], *, base: int) -> list[Change]:
    return [change(device, text, base=base, at=number) for number, text in enumerate(contents, start=1)]


def before(version: int) -> list[Word]:
    """What both devices took along: nothing, or one word of a third."""
    return after(*(change(C, f"von früher {number}", base=number, at=number) for number in range(version)))


@given(ours=texts, theirs=texts, version=beginning, joins=st.booleans(), data=st.data())
def test_the_same_texts_stand_in_whatever_order_and_however_often_they_arrive(ours, theirs, version, joins, data):
    """Both were without a signal; batches are cut anywhere, repeated and reordered."""
    put = merging.joined if joins else merging.merged
    common = before(version)
    batches = [*typed(A, ours, base=version), *typed(B, theirs, base=version)]
    once = after(*batches, words=common, put=put)

    repeated = data.draw(st.lists(st.sampled_from(batches), max_size=8)) if batches else []
    mixed = data.draw(st.permutations([*batches, *repeated]))
    met = after(*mixed, words=common, put=put)

    assert standing(met) == standing(once)
    assert {contents[-1] for contents in (ours, theirs) if contents} <= standing(met)
    assert after(*mixed, words=met, put=put) == met


steps = st.lists(
    st.tuples(st.sampled_from([A, B]), st.sampled_from(["schreibt", "schickt", "liest"]), st.integers(0, 9)),
    max_size=40,
)


@given(steps)
def test_nothing_that_was_typed_disappears_unless_somebody_who_had_read_it_replaced_it(script):
    """Devices that write, send (also long after), and read, each when it wants to."""
    words: list[Word] = []
    known = {A: (0, set()), B: (0, set())}  # version and texts that a device has read
    waiting: dict[uuid.UUID, list[Change]] = {A: [], B: []}
    replaced: set[str] = set()
    for number, (device, what, which) in enumerate(script, start=1):
        version, read = known[device]
        if what == "schreibt":
            mine = {one.content["note"] for one in waiting[device]}
            own = {word.content["note"] for word in words if word.device == device}
            waiting[device].append(change(device, f"{device.int}-{number}", base=version, at=number))
            replaced |= read | mine | own
        elif what == "schickt" and waiting[device]:
            words = merging.merged(words, waiting[device][which % len(waiting[device])])
        elif what == "liest":
            now = merging.held(words)
            known[device] = (now.version if now else 0, standing(words))
    sent = [one for device in (A, B) for one in waiting[device]]
    words = after(*sent, words=words)

    assert {one.content["note"] for one in sent} - standing(words) <= replaced
    assert sum(word.place == Place.HELD for word in words) == bool(sent)
