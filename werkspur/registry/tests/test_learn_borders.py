"""`werkspur learn_borders` learns where marks are cut, says what that saves, and leaves the rest to rekey."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from werkspur.journal.models import Entry
from werkspur.registry.models import MarkKey, Reading, Scheme
from werkspur.registry.queries.finding import cut
from werkspur.registry.services import borders, rekey
from werkspur.registry.tests.registers import serials, store

pytestmark = pytest.mark.django_db

RUN = [f"KX22WK2JX{number:06}" for number in range(0, 3_000, 7)]


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("learn_borders", *arguments, stdout=out)
    return out.getvalue()


def test_what_was_learned_waits_and_promises_less_to_read() -> None:
    store(RUN)
    keys = MarkKey.objects.count()
    told = said()
    assert "Gelernt aus 429 von etwa 429 Lesarten." in told
    before, after = (int(number.replace(".", "")) for number in re.findall(r"Hälfte höchstens ([\d.]+)", told))
    assert after < before / 5
    assert told.endswith("Gespeichert als Schema 2. Weiter mit: werkspur rekey\n")

    learned = Scheme.objects.get(version=2)
    assert (learned.state, learned.sampled) == (Scheme.State.LEARNED, 429)
    assert cut(learned).prefix == "2"
    assert MarkKey.objects.count() == keys
    assert Entry.objects.filter(verb="registry.borders_learned").count() == 1


def test_what_it_promises_is_about_what_is_read() -> None:
    """The estimate for every mark of a sample is the number of rows with the keys that its look-up asks for."""
    store(RUN)
    learned = borders.learn_borders(dry_run=True)
    holds = cut(Scheme.objects.get())
    read = sorted(
        MarkKey.objects.filter(key__in=borders.ask(text, scheme=holds).keys).count()
        for text in Reading.objects.values_list("folded", flat=True)
    )
    assert learned.before == borders.Reads(half=read[len(read) // 2], most=read[len(read) * 99 // 100])


def test_a_dry_run_stores_nothing() -> None:
    store(RUN)
    assert "nichts gespeichert" in said("--dry-run")
    assert Scheme.objects.count() == 1


def test_a_learned_scheme_that_was_never_filled_is_replaced() -> None:
    store(RUN)
    said()
    store(serials(1_000_000, 220))
    said()
    learned = Scheme.objects.get(state=Scheme.State.LEARNED)
    assert learned.version == 2
    assert "10" in learned.definition["borders"]


def test_learned_once_more_there_is_nothing_to_change() -> None:
    store(RUN)
    rekey.rekey()
    assert "So wird schon geschnitten." in said()
    assert not Scheme.objects.filter(state=Scheme.State.LEARNED).exists()


@pytest.mark.parametrize("texts", [[], RUN[:30]])
def test_too_few_marks_teach_nothing(texts: list[str]) -> None:
    if texts:
        store(texts)
    with pytest.raises(CommandError, match=rf"ab 200 gleicher Länge, hier sind es höchstens {len(texts)}\."):
        call_command("learn_borders")
    assert not Scheme.objects.filter(state=Scheme.State.LEARNED).exists()


@pytest.mark.parametrize("sample", ["0", "-5", "999", "2000001"])
def test_a_sample_that_cannot_be_meant_is_refused(sample: str) -> None:
    with pytest.raises(CommandError, match=r"--sample geht von 1\.000 bis 2\.000\.000"):
        call_command("learn_borders", f"--sample={sample}")


def test_a_sample_is_spread_over_the_register_whatever_was_deleted() -> None:
    """Two thirds of the first half are gone: the rest is drawn as often as it is there."""
    store(serials(1_000_000, 3_000))
    first = Reading.objects.order_by("pk")[0].pk
    Reading.objects.filter(pk__lt=first + 1_500).extra(where=["id %% 3 <> 0"]).delete()
    texts, register = borders._sampled(600, report=lambda *_: None)
    places = sorted(Reading.objects.filter(folded__in=texts).values_list("pk", flat=True))
    older = sum(place < first + 1_500 for place in places)
    assert len(set(texts)) == len(texts)
    assert 0.9 * 600 < len(texts) <= 600
    assert 0.9 * 2_000 < register < 1.1 * 2_000
    assert 0.2 < older / len(places) < 0.3


def test_marks_that_tell_nothing_apart_do_no_harm() -> None:
    store(["AAAAAAAA"] * 250 + [f"7{digit}7777777" for digit in "0123456789"] * 25)
    assert borders.learn_borders().after.half >= 250
    assert rekey.rekey().version == 2
