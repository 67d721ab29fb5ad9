"""Which weights of misreadings hold: load a table, or go back to the one that comes with the library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from werkspur.journal.services import record
from werkspur.marks.weights import Table, WeightError, parsed
from werkspur.registry.models import WeightTable

# PostgreSQL advisory lock "weig": tables are numbered one after the other. SQLite has one writer at a time.
_LOCK = 0x77656967
#: bytes of a file with weights; one with every possible pair has less
LONGEST = 100_000


class WeightsRefused(Exception):
    """A file that is no weight table; its text says why and is shown to the operator."""


def read_weights(path: Path) -> Table:
    """Return the table in a file, as `werkspur load_weights --show` writes it.

    Raises:
        WeightsRefused: there is no such file, it is too big or no text, or its weights cannot be meant.
    """
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST + 1)
        if len(text) > LONGEST:
            raise WeightsRefused(_("%(file)s ist zu groß für eine Gewichtstabelle.") % {"file": path.name})
        return parsed(text.decode("utf-8-sig"))
    except OSError as error:
        raise WeightsRefused(_("Die Datei „%(file)s“ lässt sich nicht lesen.") % {"file": path}) from error
    except UnicodeDecodeError as error:
        raise WeightsRefused(_("%(file)s ist keine Textdatei in UTF-8.") % {"file": path.name}) from error
    except WeightError as error:
        raise WeightsRefused(f"{path.name}: {error.said.say(_)}") from error


def load_weights(table: Table, *, by: Any, note: str = "") -> WeightTable:
    """Let a table hold, as a new version; the versions before stay as they are. It is used from the next look-up on.

    Args:
        table: checked weights (`marks.weights.checked`).
        note: where they come from, at most 200 characters.

    Returns:
        The table that holds now. The same weights once more make no new version.
    """
    weights = json.loads(table.to_json())
    with transaction.atomic():
        _one_after_the_other()
        holds = WeightTable.objects.filter(holds=True).first()
        if holds and holds.weights == weights:
            return holds
        last = WeightTable.objects.aggregate(last=Max("version"))["last"] or 0
        WeightTable.objects.filter(holds=True).update(holds=False)
        made = WeightTable.objects.create(version=last + 1, weights=weights, note=note[:200], holds=True)
        record("registry.weights_loaded", by=by, object=made, reason=made.note, details={"weights": weights})
    return made


def reset_weights(*, by: Any) -> bool:
    """Go back to the table that comes with the library; tells whether another one held."""
    with transaction.atomic():
        _one_after_the_other()
        holds = WeightTable.objects.filter(holds=True).first()
        if holds is None:
            return False
        WeightTable.objects.filter(pk=holds.pk).update(holds=False)
        record("registry.weights_reset", by=by, object=holds)
    return True


def _one_after_the_other() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
