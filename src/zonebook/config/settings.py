"""Django's settings, all of them made from the typed environment."""

from __future__ import annotations

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from zonebook.config.environment import current_environment

PACKAGE = Path(__file__).resolve().parents[1]
ENVIRONMENT = current_environment()

try:
    SECRET_KEY = ENVIRONMENT.secret_key_file.read_text(encoding="utf-8")
except FileNotFoundError:
    raise ImproperlyConfigured(
        f"no secret key at {ENVIRONMENT.secret_key_file}: run `make setup` or `python -m zonebook.config.setup`"
    ) from None

DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "zonebook.config.urls"
WSGI_APPLICATION = "zonebook.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "simple_history",
    "zonebook.audit",
    "zonebook.archive",
    "zonebook.letters",
    "zonebook.accounts",
    "zonebook.registry",
    "zonebook.agreements",
    "zonebook.estate",
    "zonebook.published",
    "zonebook.projects",
    "zonebook.importing",
    "zonebook.campaigns",
    "zonebook.reporting",
    "zonebook.drafting",
    "zonebook.figures",
    "zonebook.oversight",
    "zonebook.reminding",
    "zonebook.reconciling",
    "zonebook.newsroom",
    "zonebook.campus",
    "zonebook.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zonebook.portal.language.readers_choice",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "portal" / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", _LOADERS)],
            "builtins": ["django_cotton.templatetags.cotton", "zonebook.portal.templatetags.zonebook"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": environ.Env.db_url_config(ENVIRONMENT.database_url)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # tests run on a file as well: a database in memory locks tables that a file would not
    DATABASES["default"]["TEST"] = {"NAME": str(ENVIRONMENT.home / f"test-{os.getpid()}.sqlite3")}
    # synchronous=FULL: what somebody got a receipt for has reached the disk, whatever becomes of the machine
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {"pool": True}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # the server lives through a restart of its database
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "zonebook.config.admission.ByInvitationOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes counts the failed tries
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:home"

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "portal" / "locale"]
TIME_ZONE = "Europe/Moscow"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_REVERT_DISABLED = True

LAKE_ROOT = ENVIRONMENT.lake

_MAIL = environ.Env.email_url_config(ENVIRONMENT.mail_url)
EMAIL_BACKEND = "zonebook.letters.smtp.Backend" if ENVIRONMENT.sends_letters else _MAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"], _MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = "EMAIL_USE_TLS" in _MAIL, "EMAIL_USE_SSL" in _MAIL
EMAIL_FILE_PATH = _MAIL["EMAIL_FILE_PATH"] or None
EMAIL_TIMEOUT = 30  # seconds for each answer of the mail server
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
BOOK_ADDRESS = ENVIRONMENT.address

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.secure
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.secure else 0
# https ends at a proxy, which says so and names the caller's address; without one nobody is believed about either
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure else None
NINJA_NUM_PROXIES = 1 if ENVIRONMENT.secure else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "zonebook.portal.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SILENCED_SYSTEM_CHECKS: list[str] = []
