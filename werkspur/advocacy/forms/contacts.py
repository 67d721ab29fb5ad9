"""What staff type about a meeting, a call, a letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advocacy.forms.addressees import present_addressees
from werkspur.advocacy.forms.kept import KeptForm, callback, sensible
from werkspur.advocacy.forms.sessions import offer_demands
from werkspur.advocacy.models import Addressee, Contact
from werkspur.base.calendar.wallclock import day_of
from werkspur.partners import rules
from werkspur.partners.models import Partner, Person, Role

MOST_PARTICIPANTS, LONGEST_PART = 60, 160


class ContactForm(KeptForm):
    """One contact of a chamber whose staff the person is."""

    participants = forms.CharField(
        required=False, label=gettext_lazy("Wer dabei war"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Je Zeile eine Funktion, nach dem Komma die Einrichtung. Keine Namen."),
    )  # fmt: skip

    class Meta:
        model = Contact
        formfield_callback = callback
        fields = (
            "addressee", "kind", "start", "place", "subject", "result", "demands", "follow_up", "follow_up_text",
            "responsible", "partner",
        )  # fmt: skip
        help_texts = {
            "start": gettext_lazy("Liegt es noch vor uns, ist es ein verabredeter Termin."),
            "result": gettext_lazy("Was besprochen und was vereinbart wurde. Beide Kammern lesen mit."),
            "follow_up": gettext_lazy("An diesem Tag steht es wieder unter „Was ansteht“."),
            "responsible": gettext_lazy("Bekommt die Erinnerung."),
        }

    groups = (
        (gettext_lazy("Mit wem und worüber"), ("addressee", "kind", "start", "place", "subject", "participants")),
        (gettext_lazy("Was dabei herauskam"), ("result", "demands")),
        (gettext_lazy("Wie es weitergeht"), ("follow_up", "follow_up_text", "responsible", "partner")),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        own = [role.partner_id for role in person.current_roles if role.kind == Role.Kind.CHAMBER]
        staff = Role.objects.current().filter(kind=Role.Kind.CHAMBER, partner__in=own)
        fields["addressee"].queryset = present_addressees(also=self.instance.addressee_id)
        fields["responsible"].queryset = Person.objects.filter(pk__in=staff.values("person"))
        fields["partner"].queryset = Partner.objects.filter(pk__in=own)
        fields["result"].widget.attrs["rows"] = 8
        offer_demands(fields["demands"])
        if len(own) == 1:
            del fields["partner"]
            self.instance.partner_id = own[0]
        if self.instance.pk:
            told = "\n".join(str(one) for one in self.instance.participants.all())
            fields["participants"].initial = told

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under their headings."""
        return [(str(heading), [self[name] for name in names if name in self.fields]) for heading, names in self.groups]

    def clean_start(self) -> datetime:
        return sensible(self.cleaned_data["start"])

    def clean_participants(self) -> list[tuple[str, str]]:
        """Return role and organisation of every line."""
        lines = [rules.tidy(line) for line in str(self.cleaned_data["participants"]).splitlines()]
        told = [line.partition(",") for line in lines if line]
        if len(told) > MOST_PARTICIPANTS:
            raise forms.ValidationError(_("Höchstens %(n)s Zeilen.") % {"n": MOST_PARTICIPANTS})
        found = [(role.strip(), where.strip()) for role, _comma, where in told]
        if any(len(part) > LONGEST_PART for both in found for part in both):
            raise forms.ValidationError(_("Eine Zeile ist zu lang: höchstens 160 Zeichen je Angabe."))
        if any(not role for role, _where in found):
            raise forms.ValidationError(_("Vor dem Komma fehlt die Funktion."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, again = cleaned.get("start"), cleaned.get("follow_up")
        if start and again and again < day_of(start):
            self.add_error("follow_up", _("Das liegt vor dem Kontakt."))
        if cleaned.get("follow_up_text") and not again and "follow_up" not in self.errors:
            self.add_error("follow_up", _("Bis wann? Ohne Tag erinnert Sie niemand daran."))
        return cleaned


class ContactFilter(forms.Form):
    """What the log shows."""

    mark_optional = False
    wort = forms.CharField(required=False, label=gettext_lazy("Stichwort"), max_length=100)
    stelle = forms.ModelChoiceField(
        Addressee.objects.none(), required=False, label=gettext_lazy("Mit wem"), to_field_name="slug",
        empty_label=gettext_lazy("alle"),
    )  # fmt: skip
    nur = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Zeigen"),
        choices=[
            ("", gettext_lazy("alle")),
            ("offen", gettext_lazy("mit offener Wiedervorlage")),
            ("eigene", gettext_lazy("die der eigenen Kammer")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["stelle"].queryset = Addressee.objects.filter(contacts__isnull=False).distinct()
