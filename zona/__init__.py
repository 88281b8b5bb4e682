"""Top floor: puts the portal together and shows its faces. See docs/keputusan/0001."""

from zona.celery import app as celery_app

__all__ = ["celery_app"]
