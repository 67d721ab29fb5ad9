"""Full text over what advocacy keeps: FTS5 on SQLite, GIN over a tsvector on PostgreSQL.

A later migration that lets Django rebuild the table on SQLite must make the triggers anew.
"""

from django.db import migrations, models

SQLITE = (
    """CREATE VIRTUAL TABLE advocacy_searchtext_fts USING fts5(
        heading, tokens, content='advocacy_searchtext', content_rowid='id', tokenize='ascii', prefix='4'
    )""",
    """CREATE TRIGGER advocacy_searchtext_added AFTER INSERT ON advocacy_searchtext BEGIN
        INSERT INTO advocacy_searchtext_fts(rowid, heading, tokens) VALUES (new.id, new.heading, new.tokens);
    END""",
    """CREATE TRIGGER advocacy_searchtext_removed AFTER DELETE ON advocacy_searchtext BEGIN
        INSERT INTO advocacy_searchtext_fts(advocacy_searchtext_fts, rowid, heading, tokens)
            VALUES ('delete', old.id, old.heading, old.tokens);
    END""",
    """CREATE TRIGGER advocacy_searchtext_changed AFTER UPDATE OF heading, tokens ON advocacy_searchtext BEGIN
        INSERT INTO advocacy_searchtext_fts(advocacy_searchtext_fts, rowid, heading, tokens)
            VALUES ('delete', old.id, old.heading, old.tokens);
        INSERT INTO advocacy_searchtext_fts(rowid, heading, tokens) VALUES (new.id, new.heading, new.tokens);
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER advocacy_searchtext_changed",
    "DROP TRIGGER advocacy_searchtext_removed",
    "DROP TRIGGER advocacy_searchtext_added",
    "DROP TABLE advocacy_searchtext_fts",
)
POSTGRESQL = (
    """CREATE INDEX advocacy_searchtext_words ON advocacy_searchtext USING gin ((
        setweight(to_tsvector('simple', heading), 'A') || setweight(to_tsvector('simple', tokens), 'D')
    ))""",
)
POSTGRESQL_BACK = ("DROP INDEX advocacy_searchtext_words",)


def make(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unmake(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0005_delivery_course")]
    operations = [
        migrations.AddField(
            model_name="searchtext", name="heading", field=models.TextField(blank=True, default="", editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="searchtext", name="tokens", field=models.TextField(blank=True, default="", editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(make, unmake),
    ]  # fmt: skip
