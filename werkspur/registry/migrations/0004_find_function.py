"""The look-up's statement as a function on PostgreSQL, so that a session plans it once and not at every look-up.

Planning takes longer than reading the few dozen index entries. A function keeps its plan in every session, also behind
a connection pool. The plan is generic on purpose: whatever is asked, the indexes are read.
LIMIT and OFFSET 0 inside LATERAL keep the planner from joining whole tables where its estimate of a range is far off.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION registry_find(
    keys text[], suffix_from text[], suffix_below text[], whole_from text[], whole_below text[], most integer
) RETURNS TABLE (source integer, folded text, mark bigint)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY
    SELECT 0, s.definition::text, 0::bigint FROM registry_scheme s WHERE s.state = 'active'
    UNION ALL
    SELECT 1, k.folded::text, k.mark_id FROM registry_markkey k WHERE k.key = ANY(keys)
    UNION ALL
    SELECT 2, r.folded::text, part.mark_id FROM (
        SELECT f.mark_id FROM unnest(suffix_from, suffix_below) p(low, high) CROSS JOIN LATERAL (
            SELECT f.mark_id FROM registry_marksuffix f
            WHERE f.suffix >= p.low COLLATE "C" AND f.suffix < p.high COLLATE "C" LIMIT most
        ) f LIMIT most
    ) part
    LEFT JOIN LATERAL (
        SELECT r.folded FROM registry_reading r WHERE r.mark_id = part.mark_id OFFSET 0
    ) r ON true
    UNION ALL
    SELECT w.source, w.folded::text, w.mark_id FROM (
        SELECT 2 AS source, r.folded, r.mark_id FROM unnest(whole_from, whole_below) p(low, high) CROSS JOIN LATERAL (
            SELECT r.folded, r.mark_id FROM registry_reading r
            WHERE r.folded >= p.low COLLATE "C" AND r.folded < p.high COLLATE "C" LIMIT most
        ) r LIMIT most
    ) w;
END
$$;
"""

DROP = "DROP FUNCTION registry_find(text[], text[], text[], text[], text[], integer);"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_imports")]
    operations = [migrations.RunPython(make, unmake)]
