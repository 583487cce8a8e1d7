"""Settings of a district, from the environment (docs/operating.md)."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from gongfu.site import environment, sqlite

sqlite.install()

PACKAGE = Path(__file__).resolve().parents[1]
GONGFU_DATA_DIR = environment.data_folder()
GONGFU_DEMO = environment.switch("DEMO")
GONGFU_DISTRICT = environment.text("DISTRICT", "330402000000")
GONGFU_ORIGIN = environment.text("ORIGIN", "nanhu.example/deeds")
GONGFU_COLUMNS_DIR = GONGFU_DATA_DIR / "columns"
GONGFU_SIGNER_KEY = GONGFU_DATA_DIR / "signer.key"
GONGFU_PHOTOS_DIR = GONGFU_DATA_DIR / "photos"
GONGFU_READINGS_AN_HOUR = environment.number("READINGS_AN_HOUR", 30)
GONGFU_KEEP_DAYS = environment.named("KEEP_DAYS")
GONGFU_GLASS_HOURS = environment.number("GLASS_HOURS", 3)
GONGFU_ALARM_MINUTES = environment.number("ALARM_MINUTES", 15)
GONGFU_SAMPLE_VISITS = environment.number("SAMPLE_VISITS", 20)
GONGFU_STOCK_DAYS = environment.number("STOCK_DAYS", 90)
GONGFU_SMALL_GROUP = environment.number("SMALL_GROUP", 5)
GONGFU_FEW_FIRMS = environment.number("FEW_FIRMS", 3)
GONGFU_DOMINANT_PERCENT = environment.number("DOMINANT_PERCENT", 85)
GONGFU_OPEN_DATA_LICENCE = environment.text(
    "OPEN_DATA_LICENCE", "https://creativecommons.org/licenses/by/4.0/"
)
GONGFU_STORY_SPOTS = environment.named(
    "STORY_SPOTS", "keys=330402007032 fields=330402101223 renewal=330402100222"
)
GONGFU_STORY_EMBEDDED_BY = environment.listed("STORY_EMBEDDED_BY", "'none'")
GONGFU_SHEET_MEGABYTES = environment.number("SHEET_MEGABYTES", 20)
GONGFU_NATIONAL_CONNECTED = environment.switch("NATIONAL_CONNECTED")
GONGFU_FILING = environment.listed("FILING")
GONGFU_COMPLAINTS = environment.text("COMPLAINTS")
GONGFU_URL = environment.text("URL", "http://127.0.0.1:8000").rstrip("/")
GONGFU_GATEWAYS = environment.named("APPRISE_URLS")
GONGFU_API_RATE = environment.number("API_RATE", 600)
GONGFU_API_PUBLIC_RATE = environment.number("API_PUBLIC_RATE", 120)
GONGFU_BEHIND_PROXY = environment.switch("BEHIND_PROXY")
GONGFU_WEBHOOKS = environment.switch("WEBHOOKS")
GONGFU_WEBHOOK_NETS = environment.listed("WEBHOOK_NETS")
GONGFU_MAIL = bool(environment.text("MAIL_HOST"))

SECRET_KEY = environment.kept_secret(GONGFU_DATA_DIR, "secret-key")
GONGFU_MASTER_KEY = environment.kept_secret(GONGFU_DATA_DIR, "master-key")
GONGFU_FIND_KEY = environment.kept_secret(GONGFU_DATA_DIR, "find-key")
GONGFU_CIPHER = environment.text("CIPHER", "aes-gcm")
DEBUG = environment.switch("DEBUG")
ALLOWED_HOSTS = environment.listed("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.listed("TRUSTED_ORIGINS")
ROOT_URLCONF = "gongfu.site.urls"
WSGI_APPLICATION = "gongfu.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": environment.database(GONGFU_DATA_DIR)}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "gongfu.kernel.ledger",
    "gongfu.kernel.places",
    "gongfu.kernel.people",
    "gongfu.kernel.notices",
    "gongfu.kernel.needs",
    "gongfu.domains.keys",
    "gongfu.domains.grids",
    "gongfu.domains.fields",
    "gongfu.domains.statistics",
    "gongfu.figures",
    "gongfu.faces.web",
    "gongfu.faces.sheets",
    "gongfu.faces.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "faces" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongfu.faces.web.shell.context.shell",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [
    PACKAGE / path / "locale"
    for path in (
        "kernel",
        "domains/keys",
        "domains/grids",
        "domains/fields",
        "domains/statistics",
        "figures",
        "faces/web",
        "faces/web/keys",
        "faces/web/office",
        "faces/web/grids",
        "faces/web/statistics",
        "faces/web/designs",
        "faces/web/fields",
        "faces/sheets",
        "faces/api",
        "faces/cli",
    )
]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = GONGFU_DATA_DIR / "static"
STATICFILES_DIRS = [
    PACKAGE / "faces" / "web" / "static",
    ("leaflet", environment.folder_of("leaflet") / "static" / "leaflet"),
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["gongfu.site.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/signin/"
LOGIN_REDIRECT_URL = "/day/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "gongfu.site.accounts.ClosedSignup"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/d/key,20/h/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "gongfu.site.accounts.SealedSecondStep"
GONGFU_MAP_TILES = environment.text("MAP_TILES")
GONGFU_MAP_TILES_FRAME = environment.text("MAP_TILES_FRAME", "CGCS2000")
GONGFU_MAP_CREDIT = environment.text("MAP_CREDIT")
GONGFU_PARTS_A_DAY = environment.number("PARTS_A_DAY", 2)
GONGFU_SECOND_FACTOR = environment.listed(
    "SECOND_FACTOR", "VOL,KEY,GRD,SEC,DEP,COO,ENT,TRU,AUD,SYS,SAD"
)
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "district",
                    "name": environment.text("OIDC_NAME", "OpenID Connect"),
                    "client_id": environment.text("OIDC_CLIENT_ID"),
                    "secret": environment.text("OIDC_SECRET"),
                    "settings": {"server_url": environment.text("OIDC_URL")},
                }
            ]
        }
    }
    if environment.text("OIDC_URL")
    else {}
)

EMAIL_HOST = environment.text("MAIL_HOST", "localhost")
EMAIL_PORT = environment.number("MAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("MAIL_PASSWORD")
EMAIL_USE_TLS = environment.switch("MAIL_STARTTLS")
EMAIL_USE_SSL = environment.switch("MAIL_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "gongfu@localhost")

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": GONGFU_DATA_DIR / "cache",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gongfu.faces.web.shell.views.stale_form"
SECURE = environment.switch("SECURE")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if GONGFU_BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *environment.origin_of(GONGFU_MAP_TILES)],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "WARNING")},
}
