import django.db.models.deletion
import django.db.models.functions.comparison
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partners', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Area',
            fields=[
                ('key', models.CharField(max_length=8, primary_key=True, serialize=False, verbose_name='Schlüssel')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('level', models.CharField(choices=[('country', 'Bund'), ('state', 'Land'), ('directorate', 'Polizeidirektion'), ('district', 'Kreis')], max_length=12, verbose_name='Ebene')),
                ('tile_column', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('tile_row', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('outline', models.JSONField(blank=True, null=True, verbose_name='Grenze')),
                ('order', models.PositiveSmallIntegerField(default=1000, verbose_name='Reihenfolge')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='facts.area')),
                ('parts', models.ManyToManyField(blank=True, related_name='wholes', to='facts.area')),
            ],
            options={
                'verbose_name': 'Gebiet',
                'verbose_name_plural': 'Gebiete',
                'ordering': ('order', 'key'),
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='angelegt')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='geändert')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('reading', 'wird gelesen'), ('refused', 'abgelehnt'), ('checked', 'geprüft, wartet auf Freigabe'), ('published', 'veröffentlicht'), ('replaced', 'abgelöst'), ('withdrawn', 'zurückgezogen')], default='reading', max_length=10, verbose_name='Stand')),
                ('filename', models.CharField(max_length=200, verbose_name='Datei')),
                ('sha256', models.CharField(max_length=64, verbose_name='Prüfsumme')),
                ('file', models.FileField(blank=True, upload_to='facts/imports', verbose_name='Datei')),
                ('table', models.CharField(blank=True, max_length=40, verbose_name='Tabelle')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='Quelle')),
                ('version', models.CharField(blank=True, max_length=40, verbose_name='Version')),
                ('dated', models.DateField(blank=True, null=True, verbose_name='Stand der Tabelle')),
                ('licence', models.CharField(blank=True, max_length=120, verbose_name='Lizenz')),
                ('altered', models.BooleanField(default=False, verbose_name='Daten verändert')),
                ('first_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='von Jahr')),
                ('last_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='bis Jahr')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='Zeilen')),
                ('report', models.JSONField(blank=True, default=dict, verbose_name='Prüfbericht')),
                ('refusal', models.JSONField(blank=True, null=True, verbose_name='Grund der Ablehnung')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='veröffentlicht am')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Import',
                'verbose_name_plural': 'Importe',
                'ordering': ('-created_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Offence',
            fields=[
                ('key', models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name='Schlüssel')),
                ('name', models.CharField(max_length=120, verbose_name='Kurzname')),
                ('meaning', models.TextField(blank=True, verbose_name='was dazu gehört')),
                ('by_district', models.BooleanField(default=False, verbose_name='je Kreis veröffentlicht')),
                ('for_business', models.BooleanField(default=False, verbose_name='wichtig für Betriebe')),
                ('order', models.PositiveSmallIntegerField(default=1000, verbose_name='Reihenfolge')),
                ('parents', models.ManyToManyField(blank=True, related_name='children', to='facts.offence')),
            ],
            options={
                'verbose_name': 'Straftatenschlüssel',
                'verbose_name_plural': 'Straftatenschlüssel',
                'ordering': ('order', 'key'),
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='Jahr')),
                ('row', models.PositiveIntegerField(verbose_name='Zeile der Quelle')),
                ('provisional', models.BooleanField(default=False, verbose_name='vorläufig')),
                ('holds', models.BooleanField(default=False, verbose_name='gilt')),
                ('cases', models.PositiveIntegerField(verbose_name='Fälle')),
                ('attempts', models.PositiveIntegerField(blank=True, null=True, verbose_name='Versuche')),
                ('cleared', models.PositiveIntegerField(blank=True, null=True, verbose_name='aufgeklärt')),
                ('suspects', models.PositiveIntegerField(blank=True, null=True, verbose_name='Tatverdächtige')),
                ('published_rate', models.DecimalField(blank=True, decimal_places=1, max_digits=9, null=True, verbose_name='HZ der Quelle')),
                ('published_clearance', models.DecimalField(blank=True, decimal_places=1, max_digits=7, null=True, verbose_name='AQ der Quelle')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.area')),
                ('imported', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='facts.import')),
                ('offence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.offence')),
            ],
            options={
                'verbose_name': 'Fallzahl',
                'verbose_name_plural': 'Fallzahlen',
            },
        ),
        migrations.CreateModel(
            name='Damage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='Jahr')),
                ('row', models.PositiveIntegerField(verbose_name='Zeile der Quelle')),
                ('provisional', models.BooleanField(default=False, verbose_name='vorläufig')),
                ('holds', models.BooleanField(default=False, verbose_name='gilt')),
                ('cases', models.PositiveIntegerField(blank=True, null=True, verbose_name='Fälle mit Schaden')),
                ('amount_cents', models.BigIntegerField(verbose_name='Schaden in Cent')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.area')),
                ('imported', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='facts.import')),
                ('offence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.offence')),
            ],
            options={
                'verbose_name': 'Schadenssumme',
                'verbose_name_plural': 'Schadenssummen',
            },
        ),
        migrations.CreateModel(
            name='Population',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='Stichtag')),
                ('base', models.CharField(choices=[('1987', 'Volkszählung 1987'), ('2011', 'Zensus 2011'), ('2022', 'Zensus 2022')], max_length=4, verbose_name='Basis')),
                ('count', models.PositiveIntegerField(verbose_name='Einwohner')),
                ('source', models.CharField(max_length=300, verbose_name='Quelle')),
                ('holds', models.BooleanField(default=True, verbose_name='gilt')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='populations', to='facts.area')),
                ('imported', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='populations', to='facts.import')),
            ],
            options={
                'verbose_name': 'Einwohnerstand',
                'verbose_name_plural': 'Einwohnerstände',
                'ordering': ('area', 'day', 'base'),
            },
        ),
        migrations.CreateModel(
            name='PresenceNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='angelegt')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='geändert')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('place', models.CharField(max_length=200, verbose_name='Ort')),
                ('day', models.DateField(blank=True, null=True, verbose_name='Tag')),
                ('measure', models.TextField(verbose_name='Maßnahme')),
                ('reason', models.TextField(blank=True, verbose_name='Anlass')),
                ('state', models.CharField(choices=[('suggested', 'vorgeschlagen'), ('planned', 'geplant'), ('done', 'erledigt'), ('declined', 'abgelehnt')], default='suggested', max_length=10, verbose_name='Stand')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.region', verbose_name='Gebiet')),
            ],
            options={
                'verbose_name': 'Präsenzvermerk',
                'verbose_name_plural': 'Präsenzvermerke',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='SeriesBreak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='ab Jahr')),
                ('kind', models.CharField(choices=[('law', 'Recht'), ('recording', 'Erfassung'), ('wording', 'Bezeichnung'), ('area', 'Gebiet'), ('base', 'Bevölkerungsbasis')], max_length=10, verbose_name='Art')),
                ('applies_to', models.CharField(choices=[('cases', 'Fälle und alles daraus'), ('rate', 'Häufigkeitszahl')], default='cases', max_length=6, verbose_name='betrifft')),
                ('text', models.CharField(max_length=300, verbose_name='Grund')),
                ('source', models.CharField(max_length=300, verbose_name='Quelle')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='facts.area')),
                ('offence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='facts.offence')),
            ],
            options={
                'verbose_name': 'Bruch',
                'verbose_name_plural': 'Brüche',
                'ordering': ('year', 'offence'),
            },
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='angelegt')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='geändert')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('series', models.SlugField(verbose_name='Reihe')),
                ('title', models.CharField(max_length=160, verbose_name='Titel')),
                ('intro', models.TextField(blank=True, verbose_name='Einleitung')),
                ('year', models.PositiveSmallIntegerField(verbose_name='Jahr')),
                ('questions', models.JSONField(default=list, verbose_name='Fragen')),
                ('opens_on', models.DateField(verbose_name='offen ab')),
                ('closes_on', models.DateField(verbose_name='offen bis')),
                ('results_public', models.BooleanField(default=False, verbose_name='Ergebnis öffentlich')),
            ],
            options={
                'verbose_name': 'Umfrage',
                'verbose_name_plural': 'Umfragen',
                'ordering': ('-year', 'series'),
                'constraints': [models.UniqueConstraint(fields=('series', 'year'), name='facts_survey_once_a_year'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='facts_survey_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('used', models.BooleanField(default=False, verbose_name='benutzt')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='facts.survey')),
            ],
            options={
                'verbose_name': 'Einladung',
                'verbose_name_plural': 'Einladungen',
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('values', models.JSONField(default=dict, verbose_name='Antworten')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='facts.survey')),
            ],
            options={
                'verbose_name': 'Antwort',
                'verbose_name_plural': 'Antworten',
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='Jahr')),
                ('text', models.CharField(max_length=300, verbose_name='Wortlaut')),
                ('offence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='facts.offence')),
            ],
            options={
                'verbose_name': 'Schlüsselfassung',
                'verbose_name_plural': 'Schlüsselfassungen',
                'ordering': ('offence', 'year'),
            },
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tile_column', None), ('tile_row', None)), models.Q(('tile_column__gte', 0), ('tile_row__gte', 0)), _connector='OR'), name='facts_area_tile_whole'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('published_by', None), ('by', None), models.Q(('published_by', models.F('by')), _negated=True), _connector='OR'), name='facts_import_two_people'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['checked', 'published', 'replaced'])), fields=('sha256', 'table'), name='facts_import_file_once'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(condition=models.Q(('holds', True)), fields=['offence', 'area', 'year'], name='facts_figure_series'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(condition=models.Q(('holds', True)), fields=['area', 'year'], name='facts_figure_year'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(condition=models.Q(('holds', True)), fields=('area', 'offence', 'year'), name='facts_figure_one_holds'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(fields=('imported', 'area', 'offence', 'year'), name='facts_figure_once'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('attempts', None), ('attempts__lte', models.F('cases')), _connector='OR'), name='facts_figure_attempts_are_cases'),
        ),
        migrations.AddConstraint(
            model_name='damage',
            constraint=models.UniqueConstraint(condition=models.Q(('holds', True)), fields=('area', 'offence', 'year'), name='facts_damage_one_holds'),
        ),
        migrations.AddConstraint(
            model_name='damage',
            constraint=models.UniqueConstraint(fields=('imported', 'area', 'offence', 'year'), name='facts_damage_once'),
        ),
        migrations.AddConstraint(
            model_name='damage',
            constraint=models.CheckConstraint(condition=models.Q(('amount_cents__gte', 0)), name='facts_damage_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='population',
            constraint=models.UniqueConstraint(condition=models.Q(('holds', True)), fields=('area', 'day', 'base'), name='facts_population_one_holds'),
        ),
        migrations.AddConstraint(
            model_name='population',
            constraint=models.CheckConstraint(condition=models.Q(('count__gt', 0)), name='facts_population_is_there'),
        ),
        migrations.AddConstraint(
            model_name='seriesbreak',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('offence', models.Value('')), django.db.models.functions.comparison.Coalesce('area', models.Value('')), models.F('year'), models.F('kind'), name='facts_break_once'),
        ),
        migrations.AddConstraint(
            model_name='seriesbreak',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'base'), _negated=True), models.Q(('applies_to', 'rate'), ('offence', None)), _connector='OR'), name='facts_break_base_is_for_rates'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('offence', 'year'), name='facts_wording_once'),
        ),
    ]
