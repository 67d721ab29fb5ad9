"""Results of a survey: shares with their ranges, by groups, over the years; nothing that stands on a few companies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import formats, timezone

from werkspur.facts.models import Answer, Survey
from werkspur.facts.rules import suppression, texts
from werkspur.facts.rules.binomial import wilson
from werkspur.facts.rules.questionnaire import GROUPS, HIT, REPORTED, YES, Question
from werkspur.facts.rules.survey import Values, by_code, changed, is_asked
from werkspur.marks.wording import Said, gettext_noop
from werkspur.partners.models import Person

Answers = Sequence[Values]
FOLLOWED = (
    (HIT, YES, gettext_noop("Betriebe, die betroffen waren")),
    (REPORTED, "nie", gettext_noop("Betroffene, die nichts angezeigt haben")),
    ("gekennzeichnet", "alles", gettext_noop("Betroffene, bei denen alles gekennzeichnet war")),
)
TITLES = {
    "gewerk": gettext_noop("Nach Gewerk"),
    "groesse": gettext_noop("Nach Zahl der Beschäftigten"),
    "gebiet": gettext_noop("Nach Gebiet"),
}


@dataclass(frozen=True)
class Share:
    """So many of `of` companies; `count` and `of` are None where they must not be shown. Shares run from 0 to 1."""

    value: str
    label: str
    count: int | None
    of: int | None

    @property
    def is_shown(self) -> bool:
        return self.count is not None and bool(self.of)

    @property
    def share(self) -> float | None:
        return self.count / self.of if self.count is not None and self.of else None

    @property
    def limits(self) -> tuple[float, float] | None:
        return wilson(self.count, of=self.of) if self.count is not None and self.of else None

    @property
    def percent(self) -> int | None:
        return None if self.share is None else round(self.share * 100)

    @property
    def low(self) -> int | None:
        return None if self.limits is None else round(self.limits[0] * 100)

    @property
    def high(self) -> int | None:
        return None if self.limits is None else round(self.limits[1] * 100)


@dataclass(frozen=True)
class Told:
    """A question with what was answered; `base`: how many were asked, None where that must not be shown.

    broken: the year of the round before that asked something else under the same code, None: no break.
    """

    code: str
    text: str
    hint: str
    kind: str
    base: int | None
    shares: tuple[Share, ...]
    broken: int | None = None

    @property
    def is_shown(self) -> bool:
        return any(share.is_shown for share in self.shares)

    def of(self, value: str) -> Share | None:
        """Return the share of a choice, None where it is not shown."""
        return next((share for share in self.shares if share.value == value and share.is_shown), None)


@dataclass(frozen=True)
class Breakdown:
    """How many were hit in each group of companies; groups that are too small are Shares without a count."""

    code: str
    text: str
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Round:
    """One year of a question over the years; `said` compares it with the round before."""

    year: int
    share: Share
    said: Said | None


@dataclass(frozen=True)
class Years:
    """One share, followed over the years."""

    code: str
    value: str
    label: str
    rounds: tuple[Round, ...]


@dataclass(frozen=True)
class Results:
    """Everything that may be shown of a round."""

    survey: Survey
    links: int
    answers: int
    told: tuple[Told, ...]
    breakdowns: tuple[Breakdown, ...]
    notes: tuple[Said, ...]

    @property
    def is_enough(self) -> bool:
        return self.answers >= suppression.ENOUGH

    @property
    def rate(self) -> int | None:
        """Percent of the links that were used."""
        return round(self.answers * 100 / self.links) if self.links else None

    @property
    def hit(self) -> Share | None:
        return self.by_code(HIT, YES)

    @property
    def unreported(self) -> Share | None:
        """The dark figure, as far as a survey lights it: victims that reported nothing."""
        return self.by_code(REPORTED, "nie")

    def by_code(self, code: str, value: str) -> Share | None:
        """Return one share, None where it is not shown."""
        return next((found for one in self.told if one.code == code and (found := one.of(value))), None)


def counts(survey: Survey) -> dict[str, int]:
    """Return how many links there are, how many of them were used, by mail and otherwise, and who has an address."""
    mail = Q(channel="mail")
    told: dict[str, int] = survey.invitations.aggregate(
        links=Count("pk"),
        used=Count("pk", filter=Q(used=True)),
        mail=Count("pk", filter=mail),
        mailed=Count("pk", filter=mail & Q(mailed=True)),
        letter=Count("pk", filter=Q(channel="letter")),
        print=Count("pk", filter=Q(channel="print")),
    )
    return told


def for_staff(person: Person) -> tuple[Survey | None, Survey | None]:
    """Return the newest survey that is over and not released, and the one that is open."""
    today = timezone.localdate()
    seen = Survey.objects.visible_to(person)
    over = seen.closed().first()
    running = seen.filter(opens_on__lte=today, closes_on__gte=today).first()
    return (over if over and not over.results_public else None), running


def results(survey: Survey) -> Results:
    """Return the results of a round that is over. Before that there are none: two looks would differ by one answer.

    Raises:
        ValueError: it is not over.
    """
    if not survey.is_closed:
        raise ValueError(f"{survey} is not over")
    answers: Answers = list(survey.answers.values_list("values", flat=True))
    links = max(survey.invitations.count(), len(answers))
    told: tuple[Told, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    if len(answers) >= suppression.ENOUGH:
        told, breakdowns = _told(survey, answers, before=_round_before(survey)), _breakdowns(survey, answers)
    notes = [
        texts.text("survey", answers=_number(len(answers)), links=_number(links)),
        texts.text("survey_range"),
        texts.text("survey_few", enough=suppression.ENOUGH),
    ]
    return Results(survey, links, len(answers), told, breakdowns, tuple(notes))


def _number(count: int) -> str:
    return formats.number_format(count, use_l10n=True, force_grouping=True)


def _told(survey: Survey, answers: Answers, *, before: Survey | None) -> tuple[Told, ...]:
    found: dict[str, Told] = {}
    for question in survey.questions:
        if question["code"] not in GROUPS:
            asked = [values for values in answers if is_asked(question, values)]
            one = _distribution(question, asked, may=_base_may_be_shown(question, found))
            earlier = by_code(before.questions, question["code"]) if before else None
            broken = before.year if before and earlier and changed(question, earlier) else None
            found[question["code"]] = Told(**(vars(one) | {"broken": broken}))
    return tuple(found.values())


def _base_may_be_shown(question: Question, before: Mapping[str, Told]) -> bool:
    """Whether the number of those asked, a sum of cells of the question before, tells no hidden cell.

    It does not if all these cells are shown, or if all hidden ones are among them: then the sum was known before.
    """
    when = question["when"]
    if not when:
        return True
    shares = before[when["code"]].shares
    hidden = {share.value for share in shares if not share.is_shown}
    return not hidden & set(when["values"]) or (hidden <= set(when["values"]) and before[when["code"]].is_shown)


def _distribution(question: Question, asked: Answers, *, may: bool) -> Told:
    code, many = question["code"], question["kind"] == "many"
    given = [values[code] for values in asked if code in values]
    number = Counter(value for one in given for value in one) if many else Counter(given)
    cells = {value: number[value] for value, _words in question["choices"]}
    base = len(asked) if many else len(given)
    if not may or base < suppression.ENOUGH:
        hidden = set(cells)
    elif many:
        hidden = suppression.hidden_choices(cells, of=base)
    else:
        hidden = suppression.hidden_cells(cells)
    shares = tuple(
        Share(value, words, None, None) if value in hidden else Share(value, words, cells[value], base)
        for value, words in question["choices"]
    )
    return Told(code, question["text"], question["hint"], question["kind"],
                base if may and base >= suppression.ENOUGH else None, shares)  # fmt: skip


def _breakdowns(survey: Survey, answers: Answers) -> tuple[Breakdown, ...]:
    found = []
    for code in GROUPS:
        question = by_code(survey.questions, code)
        if question is None:
            continue
        groups = {value: _hit_and_not(answers, code=code, value=value) for value, _words in question["choices"]}
        hidden = suppression.hidden_groups(groups)
        shares = tuple(
            Share(value, words, None, None)
            if value in hidden
            else Share(value, words, groups[value][0], sum(groups[value]))
            for value, words in question["choices"]
        )
        found.append(Breakdown(code, TITLES[code], shares))
    return tuple(found)


def _hit_and_not(answers: Answers, *, code: str, value: str) -> tuple[int, int]:
    hits = [values.get(HIT) == YES for values in answers if values.get(code) == value and HIT in values]
    return sum(hits), len(hits) - sum(hits)


def _round_before(survey: Survey) -> Survey | None:
    return Survey.objects.closed().filter(series=survey.series, year__lt=survey.year).order_by("-year").first()


def years(found: Results, *, released: bool) -> list[Years]:
    """Return the shares that are followed over the years, each with its rounds up to this one, oldest first.

    Left out where there is no earlier round. released: only rounds that everybody may read, apart from this one.
    """
    survey = found.survey
    rounds = Survey.objects.released() if released else Survey.objects.closed()
    chosen = [*rounds.filter(series=survey.series, year__lt=survey.year).order_by("year"), survey]
    answers: dict[int, list[Values]] = defaultdict(list)
    for pk, values in Answer.objects.filter(survey__in=chosen).values_list("survey", "values"):
        answers[pk].append(values)
    told = [(one, {each.code: each for each in _told(one, answers[one.pk], before=None)}) for one in chosen]
    followed = (Years(code, value, label, _rounds(told, code=code, value=value)) for code, value, label in FOLLOWED)
    return [one for one in followed if len(one.rounds) > 1]


def _rounds(told: Sequence[tuple[Survey, Mapping[str, Told]]], *, code: str, value: str) -> tuple[Round, ...]:
    found: list[Round] = []
    last: tuple[Survey, Share] | None = None
    for survey, by_question in told:
        share = by_question[code].of(value) if code in by_question else None
        if share is not None:
            found.append(Round(survey.year, share, _compared(survey, share, last=last, code=code)))
            last = (survey, share)
    return tuple(found)


def _compared(one: Survey, share: Share, *, last: tuple[Survey, Share] | None, code: str) -> Said | None:
    if last is None:
        return None
    before, other = last
    year = before.year
    if changed(by_code(one.questions, code), by_code(before.questions, code)):
        return texts.text("survey_break", year=year)
    mine, others = share.limits, other.limits
    if mine is None or others is None or (mine[0] <= others[1] and others[0] <= mine[1]):
        return texts.text("survey_open", year=year)
    return texts.text("survey_up" if mine[0] > others[1] else "survey_down", year=year)


def rows(found: Results) -> list[list[Any]]:
    """Return everything that is shown as rows of a table, with one row of headings."""
    headings = ["jahr", "frage", "gruppe", "antwort", "betriebe", "basis", "anteil_prozent", "von", "bis", "hinweis"]
    year = found.survey.year
    lines: list[list[Any]] = [headings]
    for told in found.told:
        note = f"Bruch gegen {told.broken}" if told.broken else ""
        lines += [[year, told.code, "", share.value, *_cells(share), note] for share in told.shares]
    for group in found.breakdowns:
        lines += [[year, HIT, f"{group.code}={share.value}", YES, *_cells(share), ""] for share in group.shares]
    return lines


def _cells(share: Share) -> list[Any]:
    if not share.is_shown:
        return ["", "", "", "", ""]
    return [share.count, share.of, share.percent, share.low, share.high]
