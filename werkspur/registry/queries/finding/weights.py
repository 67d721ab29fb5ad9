"""Which weight table holds: the one an operator has loaded, or the one that comes with the library.

Ordering reads marks anyway; the stamp of the table that holds comes along in that statement (`stamp`), so every process
notices a new table at once and nobody asks for it. The table itself is read once for each stamp.
"""

from __future__ import annotations

from django.db.models import Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from werkspur.marks.weights import TABLE, Table
from werkspur.registry.models import WeightTable

#: no table was loaded
NONE = ""

# Tables read by this process. A stamp is the moment of loading, so what belongs to one never changes.
_read: dict[str, Table] = {NONE: TABLE}


def stamp() -> Coalesce:
    """Return an expression: the stamp of the table that holds. The database computes it once for each statement."""
    loaded = WeightTable.objects.filter(holds=True).order_by().annotate(stamp=Cast("loaded_at", TextField()))
    return Coalesce(Subquery(loaded.values("stamp")[:1]), Value(NONE), output_field=TextField())


def table_at(moment: str) -> Table:
    """Return the table with this stamp, or the one that has taken its place in the meantime."""
    if moment in _read:
        return _read[moment]
    return table_that_holds()


def table_that_holds() -> Table:
    """Return the table that holds now. One statement."""
    row = WeightTable.objects.filter(holds=True).annotate(stamp=Cast("loaded_at", TextField())).first()
    if row is None:
        return TABLE
    if row.stamp not in _read:
        _read[row.stamp] = Table.from_dict(row.weights)
    return _read[row.stamp]
