"""Sessions in the database that end twice: after a while without a request, and at the latest after a day's work.

The row's own date is the first end; each request moves it, but writes it at most every few minutes, so that reading a
page stays a read.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

BEGAN = "_mulai"
WRITTEN_EVERY = timedelta(minutes=5)


class SessionStore(db.SessionStore):
    """Django's store, with an end that no activity moves (`SESSION_LONGEST_AGE`, seconds since signing in)."""

    def load(self) -> dict[str, Any]:
        row = self._get_session_from_db()
        if row is None:
            return {}
        data = self.decode(row.session_data)
        if time.time() - data.get(BEGAN, 0) > settings.SESSION_LONGEST_AGE:
            self._session_key = None
            return {}
        idle_since = row.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        if timezone.now() - idle_since > WRITTEN_EVERY:
            self.modified = True
        return data

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        data.setdefault(BEGAN, int(time.time()))
        return super().create_model_instance(data)

    def cycle_key(self) -> None:
        """A new key, as at signing in: the time begins anew."""
        self.pop(BEGAN, None)
        super().cycle_key()
