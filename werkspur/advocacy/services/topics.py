"""What demands are about: chambers keep the list together."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from werkspur.advocacy.models import Topic
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.journal.services import record
from werkspur.partners.forms.plans import free_key
from werkspur.partners.models import Person

#: (slug, name), in order
FIRST = (
    ("vorbeugung", gettext_noop("Vorbeugung und Beratung")),
    ("licht-und-wege", gettext_noop("Licht und Wege")),
    ("gewerbegebiete", gettext_noop("Gewerbegebiete und Baustellen")),
    ("innenstadt", gettext_noop("Innenstadt und Handel")),
    ("anzeige-und-verfahren", gettext_noop("Anzeige und Verfahren")),
    ("wiederfinden", gettext_noop("Wiederfinden und Rückgabe")),
    ("grenzraum", gettext_noop("Grenzraum und Hehlerei")),
    ("digitale-sicherheit", gettext_noop("Digitale Sicherheit")),
    ("foerderung", gettext_noop("Förderung und Versicherung")),
    ("zahlen-und-transparenz", gettext_noop("Zahlen und Transparenz")),
)


def load_topics() -> None:
    """Add the first topics to a house that has none; what staff have removed does not come back."""
    if Topic.objects.exists():
        return
    Topic.objects.bulk_create(
        Topic(slug=slug, name=name, order=10 * place) for place, (slug, name) in enumerate(FIRST, start=1)
    )


def keep_topic(topic: Topic, *, by: Person) -> None:
    """Save a new or changed topic; its address stays."""
    with transaction.atomic():
        verb = "changed" if topic.pk else "added"
        topic.slug = topic.slug or free_key(Topic, "slug", topic.name, length=60)
        topic.save()
        record(f"advocacy.topic_{verb}", by=by, object=topic)


def remove_topic(topic: Topic, *, by: Person) -> None:
    """Delete a topic. Raises AdvocacyRefused while a version of a demand is about it."""
    with transaction.atomic():
        if topic.versions.exists():
            raise AdvocacyRefused("", _("Zu diesem Thema gibt es Forderungen. Ändern Sie zuerst diese."))
        pk = topic.pk
        topic.delete()
        topic.pk = pk
        record("advocacy.topic_removed", by=by, object=topic)
