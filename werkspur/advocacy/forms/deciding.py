"""What staff decide about what came back: whether a promise was kept, evidence holds, the public reads it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advocacy.models import Commitment, Demand, Document, Evidence
from werkspur.advocacy.queries.shown import copies_of
from werkspur.advocacy.queries.standing import standing_of
from werkspur.advocacy.rules.states import OUTCOME_NAMES, STATUS_NAMES, Outcome, Status, fitting, following
from werkspur.base import forms as house
from werkspur.base.templatetags.werkspur import day as in_words


class StayingField(forms.ChoiceField):
    """A choice of which the last way is to leave things as they are: never empty, so never called optional."""

    STAYS = "bleibt"

    def __init__(self, *, stays: Any, choices: Any = (), **kwargs: Any) -> None:
        kwargs.setdefault("initial", self.STAYS)
        super().__init__(choices=[*choices, (self.STAYS, stays)], widget=forms.RadioSelect, **kwargs)

    def clean(self, value: Any) -> str:
        """Return what was chosen, '' where it stays."""
        chosen: str = super().clean(value or self.STAYS)
        return "" if chosen == self.STAYS else chosen


class DecisionForm(forms.Form):
    """What became of a promise."""

    state = forms.ChoiceField(label=gettext_lazy("Die Zusage ist"), widget=forms.RadioSelect)
    day = house.DayField(label=gettext_lazy("Seit wann"))
    reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Was geschehen ist und was nicht. Ist die Zusage öffentlich, lesen ihn alle."),
    )  # fmt: skip

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(value, label) for value, label in Commitment.State.choices if value != commitment.state]
        words = {Commitment.State.OPEN.value: _("wieder offen")}
        self.fields["state"].choices = [(value, words.get(value, label)) for value, label in states]  # type: ignore[attr-defined]
        add_status(self, _ends(commitment.demand))


class CheckForm(forms.Form):
    """That evidence holds."""

    note = forms.CharField(
        label=gettext_lazy("Wie haben Sie geprüft?"), max_length=300,
        help_text=gettext_lazy("Zum Beispiel: am 3. Mai um 5 Uhr vor Ort gesehen. Ohne Namen, alle können es lesen."),
    )  # fmt: skip

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_status(self, [one for one in _ends(evidence.demand) if one[0] == Status.DONE])


class ReasonForm(forms.Form):
    """Why something is taken out or off the public page."""

    reason = forms.CharField(label=gettext_lazy("Grund"), max_length=500, help_text=gettext_lazy("Steht im Journal."))


class PublishForm(forms.Form):
    """Which file of a thing everybody may have."""

    nothing_personal = forms.BooleanField(
        label=gettext_lazy("Ich habe jede Seite gesehen: kein Name, keine Unterschrift, keine Durchwahl."),
        required=False, help_text=gettext_lazy("Nur nötig, wenn das Original gezeigt wird."),
    )  # fmt: skip

    def __init__(self, *args: Any, file: Document, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file, copies = file, list(copies_of(file))
        current = thing.public_document if thing.public else copies[0] if copies else None
        words = {"copy": _("die geschwärzte Fassung vom %(day)s"), "whole": _("das Original, ungeschwärzt")}
        choices = [(str(one.uid), words["copy"] % {"day": in_words(one.created_at)}) for one in copies]
        if copies:
            del self.fields["nothing_personal"]
        else:
            choices = [(str(file.uid), words["whole"])]
        self.fields["document"] = StayingField(
            label=_("Was ist zu sehen?"), choices=choices, stays=_("keine Datei, nur was wir darüber schreiben"),
            initial=str(current.uid) if current else StayingField.STAYS,
        )  # fmt: skip
        self.order_fields(["document"])

    def chosen(self) -> Document | None:
        """Return the file that was chosen."""
        uid = self.cleaned_data["document"]
        return next((one for one in (self.file, *copies_of(self.file)) if str(one.uid) == uid), None)


def _ends(demand: Demand) -> list[tuple[str, str]]:
    """Status and outcome with which a demand may end now."""
    reachable = [one for one in following(standing_of(demand)) if one in {Status.DONE, Status.BROKEN}]
    return [(one.value, outcome.value) for one in reachable for outcome in fitting(one)]


def add_status(form: forms.Form, pairs: list[tuple[str, str]]) -> None:
    """Ask for the demand's status in the same form; without anything to choose nothing is asked."""
    if not pairs:
        return
    choices = []
    for status, outcome in pairs:
        name = _(STATUS_NAMES[Status(status)])
        ends = _(OUTCOME_NAMES[Outcome(outcome)]) if outcome else ""
        choices.append((f"{status}:{outcome}" if outcome else status, ", ".join(part for part in (name, ends) if part)))
    form.fields["set_status"] = StayingField(
        label=_("Stand der Forderung"), choices=choices, stays=_("bleibt, wie er ist")
    )
