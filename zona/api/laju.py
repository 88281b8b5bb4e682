"""How often one account may ask, and how answers are cut into pages."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class LajuAkun(UserRateThrottle):
    """Requests of one account per minute, counted in each server process by itself.

    Kept in memory: counting in the shared cache would cost more SQL than most answers.
    """

    cache = caches["laju"]
    scope = "akun"


class LajuAlamat(AnonRateThrottle):
    """Requests of one address per minute to what is open to everyone."""

    cache = caches["laju"]
    scope = "alamat"

    def get_cache_key(self, request: Request, view: object) -> str:
        """By the address alone: signing in neither slows nor speeds anyone."""
        return self.cache_format % {"scope": self.scope, "ident": get_adapter(request).get_client_ip(request)}


class Halaman(PageNumberPagination):
    """`?halaman=2&ukuran=100`."""

    page_size = 60
    max_page_size = 200
    page_query_param = "halaman"
    page_query_description = "Halaman keberapa, mulai dari 1."
    page_size_query_param = "ukuran"
    page_size_query_description = f"Baris tiap halaman, paling banyak {max_page_size}."

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Addresses of pages that may be null, as OpenAPI 3.1 says it."""
        described = super().get_paginated_response_schema(schema)
        for name, example in (("next", 3), ("previous", 1)):
            described["properties"][name] = {
                "type": ["string", "null"],
                "format": "uri",
                "example": f"https://zona.example.go.id/api/v1/opd/?halaman={example}",
            }
        return described
