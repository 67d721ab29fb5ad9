"""`werkspur <command>`: Django's command line with our settings, and settings errors as one German sentence."""

import os
import sys
from typing import NoReturn

FAILED = 2  # exit code when the start is refused


def main() -> None:
    """Run the command in `sys.argv`; a setting that cannot be meant ends with one sentence and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkspur.config.settings")
    os.umask(0o077)  # database, uploads and logs are for the house's own user
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from werkspur.base.arguments import speak_german
    from werkspur.base.environment import SettingError

    speak_german()
    try:
        execute_from_command_line(sys.argv)
    except (SettingError, ImproperlyConfigured) as error:
        refuse(error)
    except OperationalError:
        from werkspur.base.installation import reach_database

        try:
            reach_database()
        except SettingError as error:
            refuse(error)
        raise


def refuse(error: Exception) -> NoReturn:
    """One sentence on standard error, no traceback."""
    sys.stderr.write(f"Werkspur startet nicht. {error}\n")
    sys.exit(FAILED)


if __name__ == "__main__":
    main()
