"""`werkspur <command>`: Django's command line with our settings, and settings errors as one German sentence."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkspur.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from werkspur.base.environment import SettingError

    try:
        execute_from_command_line(sys.argv)
    except (SettingError, ImproperlyConfigured) as error:
        sys.exit(f"Werkspur startet nicht. {error}")


if __name__ == "__main__":
    main()
