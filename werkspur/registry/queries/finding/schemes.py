"""Which schemes the stored keys were made with."""

from __future__ import annotations

import json
from functools import lru_cache

from werkspur.marks.scheme import Scheme as Cut
from werkspur.registry.models import Scheme


@lru_cache(maxsize=16)
def parsed(definition: str) -> Cut:
    """Return the scheme that a stored definition (JSON text) describes."""
    return Cut.from_json(definition)


def cut(scheme: Scheme) -> Cut:
    """Return how a stored scheme cuts marks, with the prefix of its keys."""
    return parsed(json.dumps(scheme.definition, sort_keys=True))


def live_schemes() -> list[Scheme]:
    """Schemes for which every new mark gets keys: the one that holds and the one being filled."""
    return list(Scheme.objects.filter(state__in=[Scheme.State.FILLING, Scheme.State.ACTIVE]))
