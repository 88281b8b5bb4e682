"""Settings of the portal. Everything that differs between places comes through `zona.env`.

Without any variable the portal runs embedded: SQLite, files, queue and keys in `var/`. DATABASE_URL and
REDIS_URL move it to PostgreSQL and Redis; ZONA_MODE=produksi makes it strict.
"""

from zona import env, jadwal, log
from zona.api import aturan

env.require_production(("SECRET_KEY", "ZONA_HOSTS", "DATABASE_URL"))

# --- Place ---
BASE_DIR = env.BASE_DIR
DATA_DIR = env.data_dir()
PRODUCTION = env.mode() == env.PRODUCTION
DEBUG = env.flag("ZONA_DEBUG", default=False)
SECRET_KEY = env.secret_key(DATA_DIR / "kunci")
ALLOWED_HOSTS = env.words("ZONA_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.flag("ZONA_HTTPS", default=PRODUCTION)
TRUSTED_PROXIES = env.number("ZONA_PROXY", 0)
REDIS_URL = env.text("REDIS_URL")
PUBLIC_URL = env.text("ZONA_ALAMAT", f"https://{ALLOWED_HOSTS[0]}" if HTTPS else "http://localhost:8000")
ZONA_VERSI = "0.1.0"

# --- Apps ---
INSTALLED_APPS = [
    "zona",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "template_partials",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "zona.antarmuka",
    "dasar.akun",
    "dasar.jurnal",
    "dasar.berkas",
    "dasar.pekerjaan",
    "opd",
    "zona.laporan",
    "zona.dasbor",
    "zona.publik",
    "evaluasi",
]
MIDDLEWARE = [
    "dasar.jurnal.middleware.RequestIdMiddleware",
    "zona.middleware.request_log",
    "zona.middleware.headers",
    "zona.middleware.CompressText",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dasar.edge.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "opd.middleware.ActorMiddleware",
    "opd.middleware.AccountDutyMiddleware",
    "dasar.izin.ReadOnlyGuardMiddleware",
    "dasar.edge.DomainErrorMiddleware",
]
ROOT_URLCONF = "zona.urls"
WSGI_APPLICATION = "zona.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zona.antarmuka.context.antarmuka",
            ],
        },
    }
]

# --- Data ---
DATABASES = {"default": env.database(DATA_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "zona_cache"},
    # For what is cheap to make again and costs more to fetch: never shared, gone with the process.
    "proses": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 64}},
    # How often each account or address asked; counted in each process by itself, without SQL.
    "laju": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "laju",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# --- People ---
AUTH_USER_MODEL = "akun.Pengguna"
AUTHENTICATION_BACKENDS = ["opd.authentication.PeranBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "dasar.akun.adapter.AkunAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# Wrong passwords lock the account for a while, never the address: a whole office shares one.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "5/15m/key", "reauthenticate": "5/5m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Zona"
# Roles that must hold a second factor before they go on.
MFA_REQUIRED_ROLES = env.words("ZONA_MFA_WAJIB", ["administrator", "koordinator"] if PRODUCTION else [])
PASSWORD_HASHERS = ["zona.sandi.HematArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"user_attributes": ("username", "name", "nip", "email", "title")}
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}

# --- Language and time ---
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
TIME_ZONE = env.text("ZONA_TIME_ZONE", "Asia/Jakarta")
USE_TZ = True
FORMAT_MODULE_PATH = "zona.formats"

# --- Files ---
STATIC_URL = "statis/"
STATIC_ROOT = DATA_DIR / "statis" if PRODUCTION else None  # embedded: served from where they lie
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
MEDIA_ROOT = DATA_DIR / "berkas"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "berkas": env.file_storage(DATA_DIR / "berkas"),
    "staticfiles": {
        "BACKEND": "zona.statis.GzipManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
UPLOAD_CEILING = 64 * 1024 * 1024  # bytes of one file that are ever kept; each form's own limit is lower
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "zona.unggah.BoundedUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = env.folder(DATA_DIR / "unggahan")
BERKAS_UPLOAD_DIR = DATA_DIR / "potongan"
BERKAS_PAGES_DIR = DATA_DIR / "halaman"  # drawn pages of PDF; can be deleted at any time
BERKAS_CLAMD = env.text("ZONA_CLAMD")  # host:port or the path of a socket
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# --- Security ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sesi" if HTTPS else "sesi"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_ENGINE = "dasar.akun.sesi"
SESSION_COOKIE_AGE = 30 * 60  # seconds without a request
SESSION_LONGEST_AGE = 10 * 3600  # seconds since signing in

# --- Mail ---
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "outbox"
globals().update(env.email())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("ZONA_EMAIL_DARI", "Zona <zona@localhost>")

# --- Background work ---
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", REDIS_URL or "filesystem://localhost")
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": env.folder(DATA_DIR / "antrean" / "pesan"),
        "data_folder_out": env.folder(DATA_DIR / "antrean" / "pesan"),
        "control_folder": env.folder(DATA_DIR / "antrean" / "kendali"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = jadwal.FAIL_FAST
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_HIJACK_ROOT_LOGGER = CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BEAT_SCHEDULE = jadwal.SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "jadwal")

# --- API ---
API_SCOPES = aturan.API_SCOPES
REST_FRAMEWORK = aturan.REST_FRAMEWORK
SPECTACULAR_SETTINGS = aturan.SPECTACULAR_SETTINGS

# --- Log ---
LOGGING = log.configuration(
    env.text("ZONA_LOG_LEVEL", "INFO" if PRODUCTION else "WARNING"), as_json=PRODUCTION
)
