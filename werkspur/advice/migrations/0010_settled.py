from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("advice", "0009_fair_use"),
    ]

    operations = [
        migrations.AddField(
            model_name="visitanswer",
            name="settled",
            field=models.BooleanField(default=False),
        ),
    ]
