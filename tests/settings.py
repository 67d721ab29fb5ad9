"""Settings of the suite: the product's own, with a throw-away data folder, a cheap password hash and no manifest."""

import atexit
import os
import shutil
import tempfile

if "WERKSPUR_TEST_DATA" not in os.environ:  # a worker of xdist gets it from the process that started it
    os.environ["WERKSPUR_TEST_DATA"] = tempfile.mkdtemp(prefix="werkspur-test-")
    atexit.register(shutil.rmtree, os.environ["WERKSPUR_TEST_DATA"], ignore_errors=True)
os.environ["WERKSPUR_DATA"] = os.environ["WERKSPUR_TEST_DATA"]  # never the operator's own
os.environ["WERKSPUR_MODE"] = os.environ.get("WERKSPUR_TEST_MODE", "demo")

from werkspur.base import catalogue
from werkspur.config.settings import *  # noqa: F403
from werkspur.config.settings import DATABASES, MEDIA_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = MEDIA_ROOT / os.environ.get("PYTEST_XDIST_WORKER", "alone")  # what lies there is this worker's own
STORAGES["default"]["OPTIONS"] |= {"location": MEDIA_ROOT}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
REQUIRE_WORKER = False
KEEP_PAGES = 0  # each test has figures of its own under the same addresses
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live server and transactions behave as in the product.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["WERKSPUR_DATA"], "test.sqlite3")}  # noqa: PTH118
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
catalogue.compile_catalogue()
