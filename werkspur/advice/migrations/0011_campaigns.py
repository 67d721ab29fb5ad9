import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("advice", "0010_settled"),
        ("partners", "0001_initial"),
    ]

    operations = [
        # Campaigns have not been in any release: there is no row that a default would have to serve.
        migrations.AddField(
            model_name="campaign",
            name="partner",
            field=models.ForeignKey(
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.partner",
                verbose_name="lädt ein",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="campaign",
            name="paused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="angehalten"),
        ),
        migrations.AddField(
            model_name="campaigninvitation",
            name="digest",
            field=models.CharField(default=None, editable=False, max_length=64, unique=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="campaigninvitation",
            name="leave_digest",
            field=models.CharField(default=None, editable=False, max_length=64, unique=True),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="FigureRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.DateField(unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("data", models.JSONField(default=dict)),
            ],
            options={"ordering": ("-quarter",)},
        ),
        migrations.CreateModel(
            name="InvitationRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="advice.campaign",
                    ),
                ),
                (
                    "company",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partners.company"
                    ),
                ),
            ],
        ),
    ]
