"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkspur.config.settings")
os.umask(0o077)

application = get_wsgi_application()

from werkspur.base import installation, processes  # noqa: E402  the apps must be ready

installation.agree_on_mode()
processes.die_with_parent()
