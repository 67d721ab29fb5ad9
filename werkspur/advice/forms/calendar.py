"""What a calendar shows: view, day, office, adviser, offer; all of it stands in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.models import Adviser, Offer
from werkspur.advice.queries.calendar import Pick
from werkspur.base.forms import DayField
from werkspur.partners.models import Office

DAY, WEEK, MONTH = "tag", "woche", "monat"
VIEWS = (DAY, WEEK, MONTH)
EVERYBODY = "alle"
#: calendars lead no further
YEARS = range(2020, 2100)


class ManyOptions(forms.Select):
    """A choice among hundreds of advisers: written in one go, a template for each would take longer than the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        options = "".join(
            f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(label)}</option>'
            for key, label in self.choices
        )
        return SafeString(f"<select{flatatt(self.build_attrs(attrs or {}, {'name': name}))}>{options}</select>")


class CalendarForm(forms.Form):
    """Wrong values are named at their field and left out; the page shows the rest.

    An adviser who chooses nobody sees the own calendar; the address that is shared names whose it is.
    """

    tag = DayField(label=gettext_lazy("Tag"), required=False)
    buero = forms.ModelChoiceField(
        label=gettext_lazy("Standort"), queryset=Office.objects.none(), required=False,
        empty_label=gettext_lazy("alle Standorte"),
    )  # fmt: skip
    berater = forms.ChoiceField(label=gettext_lazy("Berater"), required=False, widget=ManyOptions)
    angebot = forms.ModelChoiceField(
        label=gettext_lazy("Angebot"), queryset=Offer.objects.none(), to_field_name="uid", required=False,
        empty_label=gettext_lazy("alle Angebote"),
    )  # fmt: skip
    ansicht = forms.CharField(required=False, widget=forms.HiddenInput)
    mark_optional = False

    def __init__(self, data: Any, *, person: Any, today: date) -> None:
        self.today = today
        rows = list(Adviser.objects.filter(is_active=True).values_list("uid", "title", "person"))
        own = next((str(uid) for uid, _title, whose in rows if whose == person.pk), EVERYBODY)
        given = {name: data.get(name, "") for name in self.base_fields}
        given |= {"berater": given["berater"] or own, "tag": given["tag"] or today.isoformat()}
        super().__init__(given)
        fields: Any = self.fields
        people = [(str(uid), title) for uid, title, _whose in rows]
        fields["berater"].choices = [(EVERYBODY, _("alle Berater")), *people]
        fields["buero"].queryset = Office.objects.exclude(place=None).order_by("city", "partner__order")
        fields["angebot"].queryset = Offer.objects.filter(is_active=True)
        self.is_valid()

    def clean_tag(self) -> date:
        day: date = self.cleaned_data["tag"] or self.today
        if day.year not in YEARS:
            raise forms.ValidationError(_("So weit reicht der Kalender nicht. Gezeigt wird heute."))
        return day

    @property
    def view(self) -> str:
        chosen = self.cleaned_data.get("ansicht", "")
        return chosen if chosen in VIEWS else WEEK

    @property
    def day(self) -> date:
        day: date = self.cleaned_data.get("tag") or self.today
        return day

    @cached_property
    def pick(self) -> Pick:
        uid = self.cleaned_data.get("berater", EVERYBODY)
        people = Adviser.objects.select_related("start")
        return Pick(
            adviser=people.filter(uid=uid).first() if uid not in ("", EVERYBODY) else None,
            office=self.cleaned_data.get("buero"),
            offer=self.cleaned_data.get("angebot"),
        )

    def address(self, *, day: date | None = None, view: str = "") -> str:
        """Return the query of this calendar on another day or in another view, with everything that was chosen."""
        return f"?ansicht={view or self.view}&tag={(day or self.day).isoformat()}&{self.kept}"

    @property
    def kept(self) -> str:
        """What goes on to every other day and view."""
        pick = self.pick
        values = {
            "buero": str(pick.office.pk) if pick.office else "",
            "berater": str(pick.adviser.uid) if pick.adviser else EVERYBODY,
            "angebot": str(pick.offer.uid) if pick.offer else "",
        }
        return "&".join(f"{name}={value}" for name, value in values.items() if value)
