"""The look-up's function on PostgreSQL, second version: hot keys, and one row for all readings.

Keys that are hot (`HotKey`) are not read; the rows of their patterns come back instead. A second function reads what
was spelled out from them, and the keys that are read after all. Texts and numbers come joined by commas: sending, and
taking apart, a row for each reading took longer than reading them. What is not asked is not run.

All statements of a STABLE function see the snapshot of the statement that calls it.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION registry_find(
    keys text[], suffix_from text[], suffix_below text[], whole_from text[], whole_below text[], most integer
) RETURNS TABLE (source integer, folded text, marks text, number bigint)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE hot text[];
BEGIN
    RETURN QUERY SELECT 0, s.definition::text, ''::text, 0::bigint FROM registry_scheme s WHERE s.state = 'active';
    IF cardinality(keys) > 0 THEN
        hot := ARRAY(SELECT h.key FROM registry_hotkey h WHERE h.key = ANY(keys) AND h.state = 'hot');
        IF cardinality(hot) > 0 THEN
            RETURN QUERY SELECT 3, h.pattern::text, h.key::text, h.size FROM registry_hotkey h WHERE h.key = ANY(hot);
            keys := ARRAY(SELECT unnest(keys) EXCEPT SELECT unnest(hot));
        END IF;
        RETURN QUERY SELECT 1, string_agg(k.folded, ','), string_agg(k.mark_id::text, ','), count(*)
            FROM registry_markkey k WHERE k.key = ANY(keys);
    END IF;
    IF cardinality(suffix_from) > 0 THEN
        RETURN QUERY SELECT 2, string_agg(r.folded, ','), string_agg(r.mark_id::text, ','), count(*) FROM (
            SELECT f.mark_id FROM unnest(suffix_from, suffix_below) p(low, high) CROSS JOIN LATERAL (
                SELECT f.mark_id FROM registry_marksuffix f
                WHERE f.suffix >= p.low COLLATE "C" AND f.suffix < p.high COLLATE "C" LIMIT most
            ) f LIMIT most
        ) part
        LEFT JOIN LATERAL (
            SELECT r.folded, r.mark_id FROM registry_reading r WHERE r.mark_id = part.mark_id OFFSET 0
        ) r ON true;
    END IF;
    IF cardinality(whole_from) > 0 THEN
        RETURN QUERY SELECT 2, string_agg(w.folded, ','), string_agg(w.mark_id::text, ','), count(*) FROM (
            SELECT r.folded, r.mark_id FROM unnest(whole_from, whole_below) p(low, high) CROSS JOIN LATERAL (
                SELECT r.folded, r.mark_id FROM registry_reading r
                WHERE r.folded >= p.low COLLATE "C" AND r.folded < p.high COLLATE "C" LIMIT most
            ) r LIMIT most
        ) w;
    END IF;
END
$$;
CREATE FUNCTION registry_find_spelled(texts text[], keys text[])
RETURNS TABLE (source integer, folded text, marks text, number bigint)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT 0, s.definition::text, ''::text, 0::bigint FROM registry_scheme s WHERE s.state = 'active';
    RETURN QUERY SELECT 1, string_agg(r.folded, ','), string_agg(r.mark_id::text, ','), count(*)
        FROM registry_reading r WHERE r.folded = ANY(texts);
    RETURN QUERY SELECT 1, string_agg(k.folded, ','), string_agg(k.mark_id::text, ','), count(*)
        FROM registry_markkey k WHERE k.key = ANY(keys);
END
$$;
"""
DROP_OLD = "DROP FUNCTION registry_find(text[], text[], text[], text[], text[], integer);"
DROP = DROP_OLD + "DROP FUNCTION registry_find_spelled(text[], text[]);"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP_OLD + CREATE)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP + _first_version())


def _first_version():
    from importlib import import_module

    return import_module("werkspur.registry.migrations.0004_find_function").CREATE


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_further_finding")]
    operations = [migrations.RunPython(make, unmake)]
