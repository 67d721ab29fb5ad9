"""What answers on a version of a checklist add up to (`rules.scoring`): no ranking, no security percentage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkspur.advice.models import Category, ChecklistItem, ChecklistVersion
from werkspur.advice.queries import checklists
from werkspur.advice.rules import asking, scoring
from werkspur.advice.rules.scoring import Advice, Answer, Score


@dataclass(frozen=True, kw_only=True)
class CategoryScore:
    """A category, its score, and how many of the items that apply were answered."""

    category: Category
    score: Score
    answered: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class Told:
    """A recommendation with the item it is about."""

    item: ChecklistItem
    advice: Advice


@dataclass(frozen=True, kw_only=True)
class Result:
    """total and categories: see `rules.scoring`. advice: what to do, most effective first."""

    total: Score
    categories: Sequence[CategoryScore]
    advice: Sequence[Told]

    @property
    def share(self) -> int | None:
        """The whole in percent, unless too little of the list was answered (the rule of a category, for the whole)."""
        return self.total.share if self.total.coverage >= scoring.COVERAGE else None

    @property
    def at_once(self) -> list[Told]:
        """What costs nothing."""
        return [told for told in self.advice if told.advice.at_once]

    @property
    def later(self) -> list[Told]:
        """What takes money or work."""
        return [told for told in self.advice if not told.advice.at_once]

    def most_effective(self, most: int = 3) -> list[Told]:
        """The `most` best, those that cost nothing first."""
        best = self.advice[:most]
        return sorted(best, key=lambda told: not told.advice.at_once)


def parsed(answers: Mapping[str, int | str | None]) -> dict[str, Answer]:
    """Read answers as they are kept (0–3, "nz", "ng"); everything else was not checked."""
    read: dict[str, Answer] = {}
    for key, value in answers.items():
        if str(value) in {"0", "1", "2", "3"}:
            read[key] = int(str(value))
        elif value == scoring.Open.NOT_APPLICABLE:
            read[key] = scoring.Open.NOT_APPLICABLE
    return read


def score(
    version: ChecklistVersion, *, profiles: str, answers: Mapping[str, int | str | None], picked: bool = False
) -> Result:
    """Score answers (item key → 0–3, "nz", "ng") on a version for a site of these profiles.

    picked: only the questions that a self-check picks for the site (`rules.asking.picked`).
    """
    found = checklists.categories(version)
    given = parsed(answers)
    whole = checklists.questions(found)
    if picked:
        whole = asking.picked(whole, profiles=profiles)
    items = [question.item for question in asking.asked(whole, profiles=profiles, answers=given)]
    rows = {item.key: item for category in found for item in category.items.all()}
    scored = [
        _category(category, [item for item in items if item.category == category.key], given) for category in found
    ]
    applicable = [one for one in scored if one.asked]
    return Result(
        total=scoring.total(
            {one.category.key: one.score for one in applicable},
            {one.category.key: one.category.share for one in applicable},
        ),
        categories=applicable,
        advice=[Told(item=rows[one.item.key], advice=one) for one in scoring.recommendations(items, given)],
    )


def _category(category: Category, items: Sequence[scoring.Item], given: Mapping[str, Answer]) -> CategoryScore:
    """A category in which nothing applies has `asked` 0 and drops out."""
    applicable = [item for item in items if given.get(item.key) is not scoring.Open.NOT_APPLICABLE]
    return CategoryScore(
        category=category,
        score=scoring.category(items, given),
        answered=sum(item.key in given for item in applicable),
        asked=len(applicable),
    )
