from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0004_full_text"), ("advocacy", "0007_paper_course")]

    operations = [
        migrations.RemoveConstraint(model_name="demand", name="advocacy_demand_stands_by_a_version"),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"), ("rested_at", "draft"), ("released__isnull", False), _connector="OR"
                ),
                name="advocacy_demand_stands_by_a_version",
            ),
        ),
    ]
