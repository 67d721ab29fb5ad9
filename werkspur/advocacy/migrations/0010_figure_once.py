from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0009_session_links")]

    operations = [
        migrations.AddField(
            model_name="figurereading",
            name="note",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.RemoveConstraint(model_name="citedfigure", name="advocacy_figure_cited_once"),
        migrations.AddConstraint(
            model_name="citedfigure",
            constraint=models.UniqueConstraint(
                fields=("demand", "key", "region", "first", "last"), name="advocacy_figure_once_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="citedfigure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("first__isnull", True)),
                fields=("demand", "key", "region"),
                name="advocacy_figure_once_for_all_time",
            ),
        ),
    ]
