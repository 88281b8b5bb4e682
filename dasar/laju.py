"""A limit on how often one address may do something that only a guesser does often."""

from __future__ import annotations

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache, caches
from django.http import HttpRequest

WINDOW_SECONDS = 60


def within_limit(request: HttpRequest, *, act: str, per_minute: int) -> bool:
    """Count one try of `act` by this address; False once there were more than `per_minute` in this minute.

    The address is kept only as a hash, and only for that minute.
    """
    minute = int(time.time()) // WINDOW_SECONDS
    address = get_adapter(request).get_client_ip(request)
    place = hashlib.sha256(f"{act}:{address}".encode()).hexdigest()[:32]
    key = f"laju:{place}:{minute}"
    cache.add(key, 0, WINDOW_SECONDS * 2)
    try:
        return cache.incr(key) <= per_minute
    except ValueError:  # the count was thrown out between the two statements
        return True


def within_personal_limit(key: object, *, act: str, per_minute: int) -> bool:
    """Count one `act` of this account; False once there were more than `per_minute` in this minute.

    Counted in the memory of each server process: it bounds work, and costs no SQL.
    """
    minute = int(time.time()) // WINDOW_SECONDS
    place, store = f"{act}:{key}:{minute}", caches["laju"]
    store.add(place, 0, WINDOW_SECONDS * 2)
    try:
        return store.incr(place) <= per_minute
    except ValueError:  # thrown out meanwhile
        return True
