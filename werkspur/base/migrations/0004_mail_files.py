import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0003_mail_calendar")]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="reply_to",
            field=models.EmailField(blank=True, max_length=254, verbose_name="Antwort an"),
        ),
        migrations.CreateModel(
            name="MailFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="Name")),
                ("media_type", models.CharField(max_length=100)),
                ("file", models.FileField(upload_to="mail/%Y/%m/", verbose_name="Datei")),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="base.mail",
                        verbose_name="Nachricht",
                    ),
                ),
            ],
            options={"verbose_name": "Anlage", "verbose_name_plural": "Anlagen", "ordering": ("id",)},
        ),
    ]
