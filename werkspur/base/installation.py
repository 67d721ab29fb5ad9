"""What kind of house this database belongs to: demonstration data, with its public password, stays at home."""

from __future__ import annotations

from django.conf import settings
from django.db import OperationalError, ProgrammingError, connection

from werkspur.base.environment import SettingError
from werkspur.base.models import Installation

SEPARATE = "production"
NAMES = {"demo": "den Testbetrieb", "development": "die Entwicklung", "production": "den echten Betrieb"}


def reach_database() -> None:
    """Connect.

    Raises:
        SettingError: the database does not answer; the text names it without its password.
    """
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise SettingError(f"Die Datenbank {_name()} ist nicht erreichbar: {_reason(error)}.") from error


def agree_on_mode() -> Installation | None:
    """The mode this database was made for, remembered on the first call; None before the first migration.

    Raises:
        SettingError: the database was made for production and we are not, or the other way round.
    """
    reach_database()
    try:
        row, _made = Installation.objects.get_or_create(pk=1, defaults={"mode": settings.MODE})
    except (ProgrammingError, OperationalError) as error:
        if Installation._meta.db_table in str(error):
            return None
        raise
    if row.mode != settings.MODE and SEPARATE in {row.mode, settings.MODE}:
        raise SettingError(
            f"Diese Datenbank wurde für {NAMES[row.mode]} angelegt, WERKSPUR_MODE={settings.MODE} passt nicht dazu. "
            "Eine andere Datenbank nennen (DATABASE_URL) oder einen anderen Datenordner (WERKSPUR_DATA)."
        )
    return row


def _name() -> str:
    target = connection.settings_dict
    place = target.get("HOST") or ""
    port = f":{target['PORT']}" if target.get("PORT") else ""
    return f"{target['NAME']} auf {place}{port}" if place else str(target["NAME"])


def _reason(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__).rstrip(".")
