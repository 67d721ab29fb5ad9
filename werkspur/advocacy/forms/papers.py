"""What staff type about council papers: words to find, links, papers by hand, searches, councils."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advocacy.forms.addressees import present_addressees
from werkspur.advocacy.forms.kept import KeptForm, callback
from werkspur.advocacy.models import Addressee, Council, Demand, Paper, PaperConsultation, PaperLink, StatusProposal
from werkspur.advocacy.rules.states import OUTCOME_NAMES, Outcome, Status, fitting
from werkspur.advocacy.services.paper_links import MOST_PAGE, MOST_QUOTE
from werkspur.base import forms as house
from werkspur.partners.models import Person

SHOW = [
    ("", gettext_lazy("alle")), ("linked", gettext_lazy("mit Forderung verknüpft")),
    ("results", gettext_lazy("mit Beschluss")), ("manual", gettext_lazy("von Hand eingetragen")),
    ("gone", gettext_lazy("vom Rat gelöscht")),
]  # fmt: skip
FILE_HINT = gettext_lazy("PDF, Bild, Text oder Dokument. Wir lesen den Text, die Suche findet ihn.")


class PaperFilter(forms.Form):
    """What the list shows."""

    wort = forms.CharField(label=gettext_lazy("Wörter"), required=False, max_length=200)
    rat = forms.ModelChoiceField(
        Council.objects.all(), label=gettext_lazy("Rat"), required=False, to_field_name="uid",
        empty_label=gettext_lazy("alle"),
    )  # fmt: skip
    zeigen = forms.ChoiceField(label=gettext_lazy("Zeigen"), required=False, choices=SHOW)
    mark_optional = False


class LinkForm(KeptForm):
    """What a paper does for a demand."""

    class Meta:
        model = PaperLink
        formfield_callback = callback
        fields = ("demand", "kind", "quote", "page", "public")
        labels = {"demand": gettext_lazy("Forderung")}
        help_texts = {
            "quote": gettext_lazy("Wörtlich, wie es in der Vorlage steht."),
            "public": gettext_lazy("Die Vorlage erscheint mit Zitat und Beschluss auf der Seite der Forderung."),
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if self.instance.pk:
            del fields["demand"]
        else:
            rows = Demand.objects.kept_by(person).select_related("current", "released")
            fields["demand"] = forms.ModelChoiceField(
                rows, label=_("Forderung"), to_field_name="uid", empty_label=_("wählen")
            )
        fields["kind"].choices = PaperLink.Kind.choices
        fields["kind"].widget = forms.RadioSelect(choices=PaperLink.Kind.choices)
        fields["quote"] = forms.CharField(
            label=_("Zitat"), required=False, max_length=MOST_QUOTE, widget=forms.Textarea(attrs={"rows": 4}),
            help_text=self.fields["quote"].help_text,
        )  # fmt: skip
        fields["page"] = forms.IntegerField(label=_("Seite"), required=False, min_value=1, max_value=MOST_PAGE)

    def validate_unique(self) -> None:
        """The service says it, for it has the lock."""


class PaperForm(KeptForm):
    """A paper entered by hand."""

    upload = forms.FileField(label=gettext_lazy("Datei"), required=False, help_text=FILE_HINT)

    class Meta:
        model = Paper
        formfield_callback = callback
        fields = ("addressee", "reference", "name", "date", "paper_type", "originators", "web")
        labels = {"web": gettext_lazy("Adresse im Netz")}
        help_texts = {
            "reference": gettext_lazy("Zum Beispiel Drs 8/1234."),
            "paper_type": gettext_lazy("Antrag, Kleine Anfrage, Antwort, Gesetzentwurf …"),
            "originators": gettext_lazy("Fraktion oder Ministerium, keine einzelnen Personen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_body(self, label=_("Gremium"), required=True)
        if self.instance.copy_id:
            self.fields["upload"].help_text = _("Eine Datei liegt schon hier. Eine neue tritt an ihre Stelle.")


class StopForm(forms.ModelForm):  # type: ignore[type-arg]
    """Where a paper was consulted, and what came of it."""

    class Meta:
        model = PaperConsultation
        formfield_callback = callback
        fields = ("committee", "start", "authoritative", "number", "result", "resolution")
        labels = {"start": gettext_lazy("Beginn der Sitzung"), "authoritative": gettext_lazy("entscheidet")}
        help_texts = {"result": gettext_lazy("Wie im Protokoll: beschlossen, abgelehnt, vertagt …")}
        widgets = {"resolution": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].required = True
        self.fields["resolution"] = forms.CharField(
            label=_("Beschluss"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
        )


class SearchForm(forms.Form):
    """Words that somebody wants to be told of."""

    words = forms.CharField(
        label=gettext_lazy("Wörter"), max_length=200,
        help_text=gettext_lazy("Alle müssen vorkommen. Beispiel: Gewerbegebiet Beleuchtung"),
    )  # fmt: skip
    council = forms.ModelChoiceField(
        Council.objects.all(), label=gettext_lazy("nur in"), required=False, to_field_name="uid",
        empty_label=gettext_lazy("allen Räten"),
    )  # fmt: skip
    by_mail = forms.BooleanField(label=gettext_lazy("auch per E-Mail"), required=False, initial=True)


class NewCouncilForm(forms.Form):
    """Where a council's papers are served."""

    address = forms.URLField(
        label=gettext_lazy("OParl-Adresse"), max_length=500, assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Das ist keine Adresse, die mit http:// oder https:// beginnt.")},
        help_text=gettext_lazy("Die des Systems oder der Körperschaft. Wir sehen gleich nach, ob sie antwortet."),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=160, required=False,
        help_text=gettext_lazy("Leer: wie der Server sich nennt."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"] = body_field(
            label=_("Adressat"), help_text=_("Seine Sitzungen kommen dann von selbst.")
        )


class CouncilForm(KeptForm):
    """A council that is read."""

    class Meta:
        model = Council
        formfield_callback = callback
        fields = ("name", "addressee", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_body(self, label=_("Adressat"))


class ProposalForm(forms.Form):
    """Confirm what a result suggests, in own words."""

    outcome = forms.ChoiceField(label=gettext_lazy("Ergebnis"), widget=forms.RadioSelect)
    day = house.DayField(label=gettext_lazy("Tag"))
    reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Steht öffentlich im Verlauf."),
    )  # fmt: skip
    source = forms.CharField(label=gettext_lazy("Quelle"), max_length=300)

    def __init__(self, *args: Any, proposal: StatusProposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fits = fitting(Status(proposal.status))
        self.fields["outcome"].choices = [(one.value, _(OUTCOME_NAMES[one])) for one in fits]  # type: ignore[attr-defined]
        now = Outcome(proposal.link.demand.outcome)
        likely = Outcome.NOTHING if proposal.status == Status.REFUSED else now
        self.fields["outcome"].initial = (likely if likely in fits else fits[0]).value


def choose_body(form: KeptForm, **words: Any) -> None:
    """Let the addressee of a row be chosen, as it is now."""
    body = form.instance.addressee
    form.fields["addressee"] = body_field(also=body.pk if body else None, **words)
    form.initial["addressee"] = body.slug if body else None


def body_field(*, also: int | None = None, required: bool = False, **words: Any) -> forms.ModelChoiceField[Addressee]:
    """A public body, by a key that no browser can make too long."""
    empty = _("wählen") if required else _("ohne")
    rows = present_addressees(also=also)
    return forms.ModelChoiceField(rows, to_field_name="slug", required=required, empty_label=empty, **words)
