"""One mailbox under many spellings counts once, and who has released a checklist is told as it is."""

from hashlib import sha256

from django.db import migrations, models


def fill(apps, schema_editor):
    bookings = apps.get_model("advice", "Booking")
    for booking in bookings.objects.exclude(email="").only("pk", "email").iterator():
        name, _at, domain = booking.email.strip().casefold().rpartition("@")
        address = f"{name.partition('+')[0]}@{domain}"
        digest = sha256(f"mailbox:{address}".encode()).hexdigest()
        bookings.objects.filter(pk=booking.pk).update(mailbox=digest)
    versions = apps.get_model("advice", "ChecklistVersion")
    versions.objects.exclude(released_by=None).update(approved=True)


class Migration(migrations.Migration):
    dependencies = [("advice", "0008_calendar")]
    operations = [
        migrations.AddField(
            "booking", "mailbox", models.CharField(max_length=64, blank=True, editable=False, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "checklistversion", "approved",
            models.BooleanField(default=False, verbose_name="von der Polizei freigegeben"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex("booking", models.Index(fields=["mailbox"], name="advice_booking_mailbox")),
    ]  # fmt: skip
