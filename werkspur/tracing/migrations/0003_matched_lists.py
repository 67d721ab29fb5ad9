"""Lists of numbers matched with the register, and the look-ups made from them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0005_further_finding'),
        ('tracing', '0002_further_finding'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('line', models.PositiveIntegerField(verbose_name='Zeile')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='wie oft')),
                ('text', models.CharField(max_length=200, verbose_name='gelesen')),
                ('make', models.CharField(blank=True, max_length=80, verbose_name='Hersteller')),
                ('damage', models.CharField(blank=True, max_length=20)),
                ('is_done', models.BooleanField(default=False)),
                ('total', models.PositiveIntegerField(default=0, verbose_name='Treffer')),
                ('complete', models.BooleanField(default=True, verbose_name='vollständig')),
                ('grade', models.PositiveSmallIntegerField(default=0, verbose_name='Güte')),
            ],
            options={
                'verbose_name': 'Nummer einer Liste',
                'verbose_name_plural': 'Nummern einer Liste',
                'ordering': ('number',),
            },
        ),
        migrations.AddField(
            model_name='lookup',
            name='row',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lookups', to='tracing.matchrow'),
        ),
        migrations.CreateModel(
            name='MatchRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='angelegt')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='fertig um')),
                ('purpose', models.CharField(max_length=120, verbose_name='Zweck')),
                ('case_number', models.CharField(max_length=80, verbose_name='Aktenzeichen')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='Datei')),
                ('file', models.FileField(blank=True, upload_to='lists/%Y/%m')),
                ('layout', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('choosing', 'Spalte wählen'), ('queued', 'wartet'), ('running', 'läuft'), ('done', 'fertig'), ('failed', 'abgebrochen, Fehler'), ('cancelled', 'angehalten')], default='queued', max_length=10, verbose_name='Stand')),
                ('run', models.CharField(blank=True, editable=False, max_length=40)),
                ('rows_total', models.PositiveIntegerField(default=0, verbose_name='Nummern')),
                ('rows_found', models.PositiveIntegerField(default=0, verbose_name='mit Treffer')),
                ('left_out', models.JSONField(default=dict)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='match_runs', to=settings.AUTH_USER_MODEL, verbose_name='von')),
            ],
            options={
                'verbose_name': 'Abgeglichene Liste',
                'verbose_name_plural': 'Abgeglichene Listen',
                'ordering': ('-created_at', '-id'),
            },
        ),
        migrations.AddField(
            model_name='matchrow',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='tracing.matchrun'),
        ),
        migrations.CreateModel(
            name='MatchHit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='Rang')),
                ('weight', models.FloatField()),
                ('grade', models.PositiveSmallIntegerField(verbose_name='Güte')),
                ('mark', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='match_hits', to='registry.mark')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hits', to='tracing.matchrow')),
            ],
            options={
                'verbose_name': 'Treffer einer Liste',
                'verbose_name_plural': 'Treffer einer Liste',
                'ordering': ('rank',),
                'constraints': [models.UniqueConstraint(fields=('row', 'mark'), name='tracing_matchhit_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='matchrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('purpose', ''), _negated=True), models.Q(('case_number', ''), _negated=True)), name='tracing_run_has_a_purpose'),
        ),
        migrations.AddIndex(
            model_name='matchrow',
            index=models.Index(fields=['run', 'is_done', 'number'], name='tracing_matchrow_open'),
        ),
        migrations.AddConstraint(
            model_name='matchrow',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='tracing_matchrow_once'),
        ),
    ]
