"""The list of installers as the police keep it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from werkspur.advice.models import Installer
from werkspur.journal.services import record


@transaction.atomic
def keep_installer(installer: Installer, *, by: Any) -> Installer:
    """Put a firm on the list, or change what it says."""
    verb = "advice.installer_added" if installer.pk is None else "advice.installer_changed"
    installer.save()
    record(verb, by=by, object=installer, details={"expires": installer.expires_on.isoformat()})
    return installer


@transaction.atomic
def remove_installer(installer: Installer, *, by: Any) -> None:
    """Take a firm off the list for good."""
    record("advice.installer_removed", by=by, object=installer)
    installer.delete()
