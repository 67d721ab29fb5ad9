"""A survey as its staff plans it, and as a company answers it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.forms import DayField
from werkspur.facts.models import Survey
from werkspur.facts.rules.questionnaire import Question
from werkspur.facts.rules.survey import Values, kept, lacking
from werkspur.facts.services.links import MOST_LINKS

LONGEST = timedelta(days=120)
#: a question hangs on another one's answer; the script hides it until then
WHEN, VALUES = "data-when", "data-values"


class SurveyForm(forms.ModelForm[Survey]):
    """Words and days of a survey. The questions come from the questionnaire."""

    opens_on = DayField(label=gettext_lazy("Offen ab"))
    closes_on = DayField(label=gettext_lazy("Offen bis"), help_text=gettext_lazy("Dieser Tag zählt noch mit."))

    class Meta:
        model = Survey
        fields = ("title", "year", "intro", "opens_on", "closes_on")
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "year": gettext_lazy("Je Jahr eine Umfrage, damit sich Jahre vergleichen lassen."),
            "intro": gettext_lazy("Ein oder zwei Sätze: wer fragt und wofür."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["intro"].widget.attrs["maxlength"] = 600
        if self.instance.pk:
            del self.fields["year"]
            self.fields["opens_on"].disabled = self.instance.opens_on <= today
        else:
            self.fields["year"] = forms.IntegerField(
                label=self.fields["year"].label,
                help_text=self.fields["year"].help_text,
                min_value=today.year - 1,
                max_value=today.year + 1,
            )

    def clean_intro(self) -> str:
        text = str(self.cleaned_data["intro"]).strip()
        if len(text) > 600:
            raise forms.ValidationError(_("Höchstens 600 Zeichen, es sind %(count)d.") % {"count": len(text)})
        return text

    def clean_year(self) -> int:
        year = int(self.cleaned_data["year"])
        if Survey.objects.filter(series=Survey.SERIES, year=year).exists():
            raise forms.ValidationError(_("Für dieses Jahr gibt es schon eine Umfrage."))
        return year

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Dieser Tag ist vorbei."))
        opens = self.cleaned_data.get("opens_on")
        if opens and day < opens:
            raise forms.ValidationError(_("Das liegt vor dem ersten Tag."))
        if opens and day - opens > LONGEST:
            raise forms.ValidationError(_("Höchstens %(days)d Tage.") % {"days": LONGEST.days})
        return day


class LinksForm(forms.Form):
    """How many links are printed."""

    count = forms.IntegerField(label=gettext_lazy("Anzahl"), min_value=1, max_value=MOST_LINKS)


class AnswerForm(forms.Form):
    """The questionnaire of a survey. Nothing is required by the browser: a hidden question must not stop anybody."""

    use_required_attribute = False

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question["code"]] = _field(question)

    def clean(self) -> Values:
        given = {code: value for code, value in self.cleaned_data.items() if value}
        self.values = kept(self.questions, given)
        for code in lacking(self.questions, self.values):
            if code not in self.errors:
                self.add_error(code, _("Diese Angabe fehlt noch."))
        return self.cleaned_data


def _field(question: Question) -> forms.ChoiceField:
    choices = [(value, _(words)) for value, words in question["choices"]]
    many = question["kind"] == "many"
    kind = forms.MultipleChoiceField if many else forms.ChoiceField
    field = kind(
        label=_(question["text"]),
        help_text=_(question["hint"]) if question["hint"] else "",
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple() if many else forms.RadioSelect(),
    )
    field.when = question["when"]  # type: ignore[attr-defined]  # for the template
    return field
