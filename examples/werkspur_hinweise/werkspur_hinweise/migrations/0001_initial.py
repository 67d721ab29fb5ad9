import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("partners", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="Titel")),
                ("text", models.TextField(verbose_name="Text")),
                ("shown_from", models.DateField(verbose_name="zu sehen ab")),
                ("shown_to", models.DateField(verbose_name="zu sehen bis")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partner",
                        verbose_name="Partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "Hinweis",
                "verbose_name_plural": "Hinweise",
                "ordering": ("-shown_from", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("shown_to__gte", models.F("shown_from"))), name="hinweise_in_order"
                    )
                ],
            },
        ),
    ]
