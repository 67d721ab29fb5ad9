"""Every Django form looks right by itself and loses nothing."""

from datetime import date
from typing import Any

import pytest
from django import forms

from werkspur.base.forms import DayField, MarkInput, MoneyField
from werkspur.base.tests.drawing import draw


class Form(forms.Form):
    number = forms.CharField(label="Seriennummer", help_text="Am Typenschild.", widget=MarkInput)
    place = forms.CharField(label="Standort", required=False)
    state = forms.ChoiceField(label="Stand", choices=[("a", "Im Betrieb")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Ja", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False, initial="x")


class Filter(forms.Form):
    mark_optional = False
    place = forms.CharField(label="Standort", required=False)


def test_optional_fields_are_marked_and_filters_are_not() -> None:
    assert str(Form()).count("(freiwillig)") == 1
    assert "(freiwillig)" not in str(Filter())


def test_a_field_names_its_hint_and_a_mark_is_set_in_mono() -> None:
    drawn = draw('<c-field :field="form.number" />', form=Form())
    assert 'aria-describedby="id_number_helptext"' in drawn
    assert 'id="id_number_helptext">Am Typenschild.' in drawn
    assert "ws-field--mark" in drawn
    assert 'autocomplete="off"' in drawn


def test_a_wrong_field_says_so_and_keeps_what_was_typed() -> None:
    drawn = str(Form({"number": "", "place": "Lager <1>"}))
    assert 'aria-describedby="id_number_helptext id_number_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_number_error"' in drawn
    assert "Diese Angabe fehlt noch." in drawn
    assert 'value="Lager &lt;1&gt;"' in drawn


def test_the_summary_leads_to_every_wrong_field() -> None:
    drawn = draw('<c-errors :form="form" />', form=Form({}))
    assert "2 Angaben stimmen noch nicht" in drawn
    assert 'href="#id_number"' in drawn
    assert 'href="#id_state"' in drawn
    assert 'id="id_state"' in str(Form({}))
    assert "kern-alert" not in draw('<c-errors :form="form" />', form=Form())


def test_radio_buttons_are_a_group_with_a_name() -> None:
    drawn = draw('<c-field :field="form.state" />', form=Form())
    assert "<fieldset" in drawn
    assert "<legend" in drawn
    assert 'class="kern-form-check__radio"' in drawn


def test_hidden_fields_are_drawn_without_a_label() -> None:
    drawn = draw('<c-field :field="form.secret" />', form=Form())
    assert drawn.strip() == '<input type="hidden" name="secret" value="x" id="id_secret">'


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1249", 124900),
        ("1.249,00", 124900),
        ("1249,5", 124950),
        ("1249.50", 124950),
        ("1.249", 124900),
        ("1,249.50", 124950),
        ("0,07 €", 7),
        (" 12 EUR ", 1200),
        ("", None),
    ],
)
def test_money_is_read_as_people_type_it(typed: str, cents: Any) -> None:
    assert MoneyField(required=False).clean(typed) == cents


@pytest.mark.parametrize("typed", ["viel", "-5", "1,2,3", "1.24.9", "12,345,6", "²", "9" * 20])
def test_what_is_no_amount_is_said(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="Betrag"):
        MoneyField().clean(typed)


def test_money_comes_back_as_it_is_typed() -> None:
    assert MoneyField().prepare_value(124905) == "1249,05"
    assert MoneyField().prepare_value("12,x") == "12,x"
    assert MoneyField().has_changed(124900, "1.249,00") is False


@pytest.mark.parametrize("typed", ["2026-11-22", "22.11.2026", "22.11.26"])
def test_a_day_may_be_chosen_or_typed(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 11, 22)


def test_refusals_of_django_speak_our_german() -> None:
    class Letter(forms.Form):
        to = forms.EmailField(max_length=12)
        kind = forms.ChoiceField(choices=[("a", "A")])

    drawn = str(Letter({"to": "nur-ein-name", "kind": "b"})) + str(Letter({"to": "lang@probe.example", "kind": "a"}))
    assert "Das ist keine E-Mail-Adresse." in drawn
    assert "Diese Auswahl gibt es nicht mehr." in drawn
    assert "Höchstens 12 Zeichen, es sind 18." in drawn
    assert "Bitte" not in drawn
