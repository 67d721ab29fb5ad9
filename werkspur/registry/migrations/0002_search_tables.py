"""What Django's models cannot say about the search tables, for each database.

SQLite       MarkKey and MarkSuffix WITHOUT ROWID: half the bytes, and the primary key is the table. FTS5 over the words.
PostgreSQL   Byte order (COLLATE "C") wherever a range is asked, whatever the cluster sorts by; vacuum often enough that
             reading the index alone suffices after many inserts; a GIN index over the words.

The two key tables are empty when this runs, so they are simply made anew. A later migration that lets Django rebuild
one of these tables on SQLite must repeat this for it.
"""

from django.db import migrations

SQLITE = """
DROP TABLE registry_markkey;
CREATE TABLE registry_markkey (
    key varchar(64) NOT NULL, folded varchar(1000) NOT NULL, mark_id bigint NOT NULL,
    PRIMARY KEY (key, folded, mark_id)
) WITHOUT ROWID;
DROP TABLE registry_marksuffix;
CREATE TABLE registry_marksuffix (
    suffix varchar(40) NOT NULL, mark_id bigint NOT NULL,
    PRIMARY KEY (suffix, mark_id)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE registry_itemtext_fts USING fts5(
    tokens, content='registry_itemtext', content_rowid='item_id', tokenize='ascii', prefix='4'
);
CREATE TRIGGER registry_itemtext_added AFTER INSERT ON registry_itemtext BEGIN
    INSERT INTO registry_itemtext_fts(rowid, tokens) VALUES (new.item_id, new.tokens);
END;
CREATE TRIGGER registry_itemtext_removed AFTER DELETE ON registry_itemtext BEGIN
    INSERT INTO registry_itemtext_fts(registry_itemtext_fts, rowid, tokens) VALUES ('delete', old.item_id, old.tokens);
END;
CREATE TRIGGER registry_itemtext_changed AFTER UPDATE ON registry_itemtext BEGIN
    INSERT INTO registry_itemtext_fts(registry_itemtext_fts, rowid, tokens) VALUES ('delete', old.item_id, old.tokens);
    INSERT INTO registry_itemtext_fts(rowid, tokens) VALUES (new.item_id, new.tokens);
END;
"""

SQLITE_BACK = """
DROP TRIGGER registry_itemtext_changed;
DROP TRIGGER registry_itemtext_removed;
DROP TRIGGER registry_itemtext_added;
DROP TABLE registry_itemtext_fts;
"""

POSTGRESQL = """
ALTER TABLE registry_markkey ALTER COLUMN key TYPE varchar(64) COLLATE "C",
    ALTER COLUMN folded TYPE varchar(1000) COLLATE "C";
ALTER TABLE registry_marksuffix ALTER COLUMN suffix TYPE varchar(40) COLLATE "C";
ALTER TABLE registry_reading ALTER COLUMN folded TYPE varchar(1000) COLLATE "C";
ALTER TABLE registry_markkey SET (autovacuum_vacuum_insert_scale_factor = 0.02,
    autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE registry_marksuffix SET (autovacuum_vacuum_insert_scale_factor = 0.02,
    autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE registry_reading SET (autovacuum_vacuum_insert_scale_factor = 0.02,
    autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
CREATE INDEX registry_itemtext_words ON registry_itemtext
    USING gin (array_to_tsvector(string_to_array(tokens, ' ')));
"""

POSTGRESQL_BACK = "DROP INDEX registry_itemtext_words;"


def make(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unmake(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, scripts):
    script = scripts[schema_editor.connection.vendor]
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(script)
        return
    for statement in _statements(script):
        schema_editor.execute(statement)


def _statements(script):
    """Cut a script where a line ends with a semicolon, bodies of triggers kept whole."""
    statement = ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        inside = statement.startswith("CREATE TRIGGER") and line != "END;"
        if line.endswith(";") and not inside:
            yield statement
            statement = ""


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
