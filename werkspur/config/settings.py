"""All settings, read from top to bottom. Everything comes from the environment; see docs/operations.md."""

from pathlib import Path

import dj_database_url
from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

from werkspur.base import bausteine, environment, keyring

# Where things are ---------------------------------------------------------------------------------------------------
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "werkspur"
DATA = environment.folder("WERKSPUR_DATA", default=ROOT / "var")
NODE_MODULES = ROOT / "node_modules"

# Mode: demonstration (public password, made-up data), development, production ---------------------------------------
MODE = environment.choice("WERKSPUR_MODE", options=("demo", "development", "production"), default="demo")
DEMO = MODE == "demo"
DEBUG = MODE == "development"
PORT = environment.port("WERKSPUR_PORT", default=8000)
BIND = environment.address("WERKSPUR_BIND", default="127.0.0.1")

# Secrets: made on first start ---------------------------------------------------------------------------------------
SECRET_KEY = keyring.secret("django", folder=DATA)
JOURNAL_KEY = keyring.secret("journal", folder=DATA)
# What consultations find is encrypted with the first, opened with any
FINDINGS_KEYS = environment.keys("WERKSPUR_FINDINGS_KEYS") or [keyring.secret("findings", folder=DATA)]

# Hosts --------------------------------------------------------------------------------------------------------------
ALLOWED_HOSTS = environment.hosts("WERKSPUR_HOSTS")
if MODE == "production" and not ALLOWED_HOSTS:
    raise environment.SettingError("WERKSPUR_HOSTS fehlt. Beispiel: WERKSPUR_HOSTS=werkspur.example.")
if MODE != "production":
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in {"localhost", "127.0.0.1", "[::1]"}]
# How many own proxies stand before the house: only that many last entries of X-Forwarded-For are believed
NUMBERS = ("0", "1", "2", "3")
PROXIES = int(environment.choice("WERKSPUR_PROXIES", options=NUMBERS, default=NUMBERS[MODE == "production"]))
SITE_ADDRESS = f"https://{ALLOWED_HOSTS[0]}" if MODE == "production" else f"http://127.0.0.1:{PORT}"

# Apps: Django's, chosen parts, and every Baustein (ours and installed ones) through its entry point -----------------
INSTALLED_APPS = [
    *bausteine.app_modules(),
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "werkspur.base.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "werkspur.base.timing.ServerTimingMiddleware",
    "werkspur.base.middleware.BadDayMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "werkspur.base.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "werkspur.base.middleware.PrivateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "werkspur.partners.middleware.LastSeenMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "werkspur.partners.middleware.RolesMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "werkspur.config.urls"
WSGI_APPLICATION = "werkspur.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["werkspur.base.templatetags.werkspur"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "werkspur.base.context.site",
            ],
        },
    }
]
FORM_RENDERER = "werkspur.base.forms.Renderer"
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees its arguments, not the page's variables

# Database: SQLite in the data folder, or any address ----------------------------------------------------------------
DATABASE_URL = environment.database("DATABASE_URL", default=f"sqlite:///{DATA / 'werkspur.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 90,  # seconds a writer waits for another; a big import holds the database for a while
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-65536; PRAGMA mmap_size=2147418112;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache: shared by all processes of the house, in files, so that progress and limits never wait for the database
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    }
}

KEEP_PAGES = 0 if DEBUG else 600  # seconds that a public page of figures is kept in memory; new figures end it at once

# Long work ----------------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
REQUIRE_WORKER = True  # /healthz answers 503 without it

# People -------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "partners.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/uebersicht/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "werkspur.partners.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SIGNUP_FORM_CLASS = "werkspur.partners.forms.NameForm"
ACCOUNT_FORMS = {
    "signup": "werkspur.partners.account_forms.SignUp",
    "change_password": "werkspur.partners.account_forms.ChangePassword",
    "reset_password_from_key": "werkspur.partners.account_forms.NewPassword",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "werkspur.partners.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Werkspur"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = MODE != "production"
USERSESSIONS_TRACK_ACTIVITY = True
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_CLIENT_IP_CALLABLE = "werkspur.base.limits.address"
AXES_USERNAME_CALLABLE = "werkspur.partners.lockout.username"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # so that the page can name the time
AXES_DISABLE_ACCESS_LOG = True
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,10/300s/key"}  # second factor too; for passwords axes counts first
AXES_LOCKOUT_CALLABLE = "werkspur.partners.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True

# Mail: stored in the transaction, sent by the worker (base.mail) ----------------------------------------------------
EMAIL_BACKEND = "werkspur.base.mail.OutboxBackend"
SMTP_URL = environment.smtp("WERKSPUR_SMTP_URL")
DEFAULT_FROM_EMAIL = f"Werkspur <werkspur@{ALLOWED_HOSTS[0] if MODE == 'production' else 'werkspur.example'}>"

# Language and time: German first ------------------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("en", _("Englisch"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# Files: static ones from us and from node_modules, uploads in the data folder behind our own views ------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [
    PACKAGE / "static",
    ("kern", NODE_MODULES / "@kern-ux" / "native" / "dist"),
    ("mono", NODE_MODULES / "@fontsource" / "noto-sans-mono"),
    ("qr", NODE_MODULES / "jsqr" / "dist"),
]
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Photos and invoices of advice, 25 MB at most, are sealed in memory: they never lie in a temporary file as they came.
FILE_UPLOAD_MAX_MEMORY_SIZE = 27 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = [
    "werkspur.base.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_LIMIT = 100 * 1024 * 1024  # bytes

# Security -----------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "werkspur_session"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "werkspur_csrf"
CSRF_FAILURE_VIEW = "werkspur.base.views.csrf_failure"
LANGUAGE_COOKIE_NAME = "werkspur_sprache"
LANGUAGE_COOKIE_SAMESITE = "Lax"
if MODE == "production":
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True

# Council papers: a council of our own invention on this machine may be read, for demonstration; never in production
OPARL_LOOPBACK = MODE != "production"

# Log: to standard output, without personal data ---------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"werkspur": {"level": "INFO"}, "axes": {"level": "ERROR"}, "django_tasks_db": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"
