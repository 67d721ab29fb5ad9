"""What the search of the site finds among the figures: offence keys and areas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.base.bausteine import Hit
from werkspur.facts.models import Area
from werkspur.facts.queries import offences
from werkspur.facts.queries.areas import called

#: results of each kind; the pages of the figures find more
MOST = 8


def hits(text: str) -> Iterator[Hit]:
    """Yield areas and keys, at most MOST of each."""
    words = text.replace("\x00", "")[: offences.LONGEST].strip()
    if len(words) < offences.SHORTEST:
        return
    spellings = dict.fromkeys([words, words.lower(), words.capitalize(), words.title()])
    named = reduce(or_, (Q(name__icontains=one) for one in spellings), Q(key=words[:8]))
    for area in Area.objects.only("key", "name", "level").filter(named)[:MOST]:
        yield Hit(
            title=called(area), url=f"{reverse('facts:overview')}?gebiet={area.key}", kind=_("Zahlen zu einem Gebiet")
        )
    for one in offences.search(words)[:MOST]:
        yield Hit(
            title=one.name,
            url=reverse("facts:offence", args=[one.key]),
            text=f"{one.key}. {one.meaning}".strip(),
            kind=_("Zahlen zu einer Straftat"),
        )
