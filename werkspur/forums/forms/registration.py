"""What somebody types to register people for an event, to change that, or to give it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.forums.models import Event, FormQuestion, Registration
from werkspur.forums.queries.form_questions import questions_of, rule_of
from werkspur.forums.rules import answers as rule
from werkspur.partners.models import Region, Trade
from werkspur.partners.rules import tidy

_LINES = ("company_name", "phone", "access_needs", "language")
_PREFIX = "q_"


class ReasonForm(forms.Form):
    """Why something is given back or decided."""

    reason = forms.CharField(
        label=gettext_lazy("Grund"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, needed: bool = False, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed
        self.fields["reason"].help_text = hint

    def clean_reason(self) -> str:
        return tidy(self.cleaned_data["reason"])


class RegistrationForm(forms.Form):
    """Who comes, from where, what they need, and the event's own questions.

    people_rows: the fields of each person, for the page.
    """

    company_name = forms.CharField(
        label=gettext_lazy("Betrieb oder Einrichtung"), max_length=160, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-Mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Dorthin geht der Link, mit dem Sie bestätigen."),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Telefon"), max_length=40, required=False,
        help_text=gettext_lazy("Falls sich kurzfristig etwas ändert."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    trade = forms.ModelChoiceField(label=gettext_lazy("Gewerk"), queryset=Trade.objects.all(), required=False)
    region = forms.ModelChoiceField(label=gettext_lazy("Kreis"), queryset=Region.objects.none(), required=False)
    online = forms.TypedChoiceField(
        label=gettext_lazy("Wie nehmen Sie teil?"), widget=forms.RadioSelect, coerce=lambda value: value == "online",
        choices=[("room", gettext_lazy("vor Ort")), ("online", gettext_lazy("online"))], initial="room",
    )  # fmt: skip
    access_needs = forms.CharField(
        label=gettext_lazy("Was Sie brauchen, um dabei zu sein"), max_length=300, required=False,
        help_text=gettext_lazy("Zum Beispiel ein Platz für den Rollstuhl oder Gebärdensprache."),
    )  # fmt: skip
    language = forms.CharField(
        label=gettext_lazy("Sprache"), max_length=60, required=False,
        help_text=gettext_lazy("Nur wenn Ihnen Deutsch schwerfällt. Wir sehen, was geht."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, event: Event, most: int, known: str = "", staff: bool = False, **kwargs: Any
    ) -> None:
        """known: an address that stands fast; staff: somebody enters it for others, by telephone or fax."""
        super().__init__(*args, **kwargs)
        self.event, self.most, self.known = event, most, known
        self.fields["region"].queryset = Region.objects.filter(level=Region.Level.DISTRICT)  # type: ignore[attr-defined]
        self.fields["region"].empty_label = _("Kreis wählen")  # type: ignore[attr-defined]
        self.fields["trade"].empty_label = _("Gewerk wählen")  # type: ignore[attr-defined]
        if event.form != Event.Form.BOTH:
            del self.fields["online"]
        if known:
            self.fields["email"].disabled, self.initial["email"] = True, known
            self.fields["email"].help_text = _("Dorthin geht die Bestätigung.")
        elif staff:
            self.fields["email"].required = False
            self.fields["email"].help_text = _(
                "Ohne Adresse schreiben wir nicht. Den Code für den Einlass sagen Sie an."
            )
        self.names = [self._person(number) for number in range(1, most + 1)]
        self.questions = questions_of(event)
        for question in self.questions:
            self.fields[_PREFIX + question.key] = _field(question)

    @classmethod
    def initial_of(cls, one: Registration) -> dict[str, Any]:
        """What a registration says now, for the form to change it."""
        found = {name: getattr(one, name) for name in ("company_name", "email", "phone", "trade", "region",
                                                       "access_needs", "language")}  # fmt: skip
        found["online"] = "online" if one.online else "room"
        for number, person in enumerate(one.participants.order_by("pk"), 1):
            found |= {f"name_{number}": person.name, f"function_{number}": person.function}
        return found | {_PREFIX + key: value for key, value in (one.answers or {}).items()}

    def people_rows(self) -> list[tuple[int, BoundField, BoundField, bool]]:
        """Number, name, function of each person, and whether the row is shown at once."""
        rows = []
        for number in range(1, self.most + 1):
            name, function = self[f"name_{number}"], self[f"function_{number}"]
            filled = bool(name.value() or function.value() or name.errors or function.errors)
            rows.append((number, name, function, number == 1 or filled))
        return rows

    def question_fields(self) -> list[tuple[BoundField, bool]]:
        """The event's own questions, and whether each has to be answered when it is asked."""
        return [(self[_PREFIX + question.key], question.required) for question in self.questions]

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name in _LINES:
            self.cleaned_data[name] = tidy(self.cleaned_data.get(name) or "")
        for number in range(1, self.most + 1):
            self._clean_person(number)
        given = {one.key: str(self.cleaned_data.get(_PREFIX + one.key) or "") for one in self.questions}
        found, wrong = rule.checked([rule_of(one) for one in self.questions], given)
        self.cleaned_data["answers"] = found
        for key, fault in wrong.items():
            if _PREFIX + key not in self.errors:
                self.add_error(_PREFIX + key, _sentence(fault))
        return self.cleaned_data

    @property
    def people(self) -> list[dict[str, str]]:
        """Name and function of everybody who is named."""
        rows = ((self.cleaned_data.get(f"name_{number}"), self.cleaned_data.get(f"function_{number}"))
                for number in range(1, self.most + 1))  # fmt: skip
        return [{"name": name, "function": function or ""} for name, function in rows if name]

    @property
    def details(self) -> dict[str, Any]:
        """What a registration keeps besides its people."""
        names = ("company_name", "email", "phone", "trade", "region", "access_needs", "language", "answers")
        found = {name: self.cleaned_data.get(name) for name in names}
        found["email"] = self.known or found["email"] or ""
        return found | {"online": bool(self.cleaned_data.get("online")) or self.event.form == Event.Form.ONLINE}

    def refuse(self, sentence: str, *, field: str = "") -> None:
        """Say a refusal where it can be put right."""
        self.add_error(field if field in self.fields else None, sentence)

    def _person(self, number: int) -> str:
        name, function = f"name_{number}", f"function_{number}"
        label = _("Vor- und Nachname") if self.most == 1 else _("%(number)d. Person") % {"number": number}
        auto = {"autocomplete": "name"} if number == 1 else {"autocomplete": "off"}
        self.fields[name] = forms.CharField(
            label=label, max_length=120, required=number == 1, widget=forms.TextInput(attrs=auto),
            help_text=_("Vor- und Nachname") if self.most > 1 and number == 1 else "",
        )  # fmt: skip
        self.fields[function] = forms.CharField(label=_("Funktion"), max_length=120, required=False)
        return name

    def _clean_person(self, number: int) -> None:
        for name in (f"name_{number}", f"function_{number}"):
            self.cleaned_data[name] = tidy(self.cleaned_data.get(name) or "")
        missing = not self.cleaned_data[f"name_{number}"] and f"name_{number}" not in self.errors
        if missing and number == 1:
            self.add_error("name_1", _("Diese Angabe fehlt noch."))
        elif missing and self.cleaned_data[f"function_{number}"]:
            self.add_error(f"name_{number}", _("Wie heißt diese Person? Ohne Name lassen Sie die Funktion leer."))


class StaffRegistrationForm(RegistrationForm):
    """What a host enters for somebody on the telephone or by fax."""

    reserved = forms.BooleanField(label=gettext_lazy("auf einem zurückgehaltenen Platz"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, staff=True, **kwargs)


class SeatForm(ReasonForm):
    """Giving somebody who waits a seat at once."""

    reserved = forms.BooleanField(label=gettext_lazy("auf einem zurückgehaltenen Platz"), required=False)


def _sentence(fault: str) -> str:
    """What is wrong with an answer, in words."""
    return {
        "missing": _("Diese Angabe fehlt noch."),
        "number": _("Das ist keine Zahl. Beispiel: 12."),
        "choice": _("Diese Auswahl gibt es nicht mehr. Wählen Sie noch einmal."),
        "long": _("Höchstens %(most)d Zeichen.") % {"most": rule.LONGEST},
    }[fault]


def _field(question: FormQuestion) -> forms.Field:
    """The field of an event's own question; whether it is needed is the rule's business, for it may not be asked."""
    label: Any = question.label
    hint = ""
    if question.asked_if is not None:
        words = {rule.YES: _("Ja"), rule.NO: _("Nein")}
        answer = words.get(question.equals, question.equals)
        hint = _("Nur wenn „%(question)s“: %(answer)s") % {"question": question.asked_if.label, "answer": answer}
    if question.kind == FormQuestion.Kind.YES_NO:
        yes_no = [(rule.YES, _("Ja")), (rule.NO, _("Nein"))]
        found: forms.Field = forms.ChoiceField(label=label, choices=yes_no, widget=forms.RadioSelect, required=False)
    elif question.kind == FormQuestion.Kind.CHOICE:
        rows = [("", _("Wählen")), *((line, line) for line in rule.lines(question.choices))]
        found = forms.ChoiceField(label=label, choices=rows, required=False)
    else:
        number = {"inputmode": "numeric"} if question.kind == FormQuestion.Kind.NUMBER else {}
        found = forms.CharField(label=label, max_length=rule.LONGEST, required=False,
                                widget=forms.TextInput(attrs=number))  # fmt: skip
    found.help_text, found.required = hint, question.required and question.asked_if is None
    if question.asked_if is not None:
        found.widget.attrs |= {"data-asked-if": _PREFIX + question.asked_if.key, "data-equals": question.equals}
    return found
