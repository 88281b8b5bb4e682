"""The Celery application; its configuration is in `zona.settings` under the prefix CELERY_."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zona.settings")

app = Celery("zona")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
