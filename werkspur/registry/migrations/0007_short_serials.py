"""Take stored short serials out of the index: they are asked, not stored (`marks.readings.Reading.is_end`).

Their keys are computed from the stored schemes and deleted by primary key, as `services.unindex_marks` does. Suffixes
stay: what a short serial ends with, the long number ends with too. In batches, each its own transaction, so that nobody
waits long and a run that was interrupted goes on.
"""

import json

from django.db import connection, migrations, transaction

from werkspur.marks.keys import keys
from werkspur.marks.scheme import Scheme as Cut

BATCH = 2_000


def forget(apps, schema_editor):
    reading, scheme = apps.get_model("registry", "Reading"), apps.get_model("registry", "Scheme")
    cuts = [Cut.from_json(json.dumps(definition)) for definition in scheme.objects.values_list("definition", flat=True)]
    last = 0
    while True:
        some = list(
            reading.objects.filter(origin="short_serial", pk__gt=last)
            .order_by("pk")
            .values_list("pk", "mark_id", "folded")[:BATCH]
        )
        if not some:
            return
        last = some[-1][0]
        rows = sorted({(key, folded, mark) for _pk, mark, folded in some for cut in cuts for key in keys(folded, cut)})
        with transaction.atomic():
            _remove(rows)
            reading.objects.filter(pk__in=[pk for pk, _mark, _folded in some]).delete()


def _remove(rows):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("DELETE FROM registry_markkey WHERE key = %s AND folded = %s AND mark_id = %s", rows)
            return
        cursor.execute(
            "DELETE FROM registry_markkey t USING unnest(%s::text[], %s::text[], %s::bigint[]) u(key, folded, mark_id)"
            " WHERE t.key = u.key AND t.folded = u.folded AND t.mark_id = u.mark_id",
            [list(column) for column in zip(*rows, strict=True)],
        )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("registry", "0006_find_patterns")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
