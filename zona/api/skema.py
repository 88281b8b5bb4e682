"""The description of the API (OpenAPI) and its page."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from dasar.api.bacaan import IF_NONE_MATCH
from dasar.api.tabel import CSV, TABLES


class GalatSerializer(serializers.Serializer):
    """Why a request was refused, in Bahasa Indonesia."""

    detail = serializers.CharField()
    kode = serializers.CharField(required=False, help_text="Jenis penolakan oleh aturan portal.")
    isian = serializers.CharField(required=False, help_text="Kolom yang dimaksud; kosong bila seluruhnya.")


REFUSALS = {
    "401": "Belum masuk, atau kunci API tidak berlaku.",
    "403": "Tidak berhak; `detail` menyebut alasannya.",
    "404": "Tidak ada, atau bukan milik perangkat daerah Anda.",
    "409": "Data sudah diubah orang lain; `milik_anda` dan `tersimpan` memuat kedua versi.",
    "429": "Terlalu banyak permintaan; coba lagi setelah waktu pada `Retry-After`.",
}


class KunciApiSkema(OpenApiAuthenticationExtension):
    """How the API key travels."""

    target_class = "dasar.akun.authentication.KunciApiAuthentication"
    name = "kunciApi"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "Kunci API; hanya untuk membaca."}


class SkemaOtomatis(AutoSchema):
    """Describes the refusals that every address of the API may answer with, which a view need not repeat."""

    def get_description(self) -> str:
        """What the view says, and which scope a key must hold."""
        told = super().get_description() or ""
        scope = getattr(self.view, "scope", None)
        return f"{told}\n\nLingkup kunci: `{scope}`." if scope else told

    def get_override_parameters(self) -> list[Any]:
        """Of an answer with an ETag also the header that asks for it again."""
        given = list(super().get_override_parameters())
        return [*given, IF_NONE_MATCH] if self._is_tagged() else given

    def get_filter_backends(self) -> list[Any]:
        """What narrows an answer is described, also of a board, which is no list."""
        if getattr(self.view, "filterset_class", None):
            return list(self.view.filter_backends)
        return list(super().get_filter_backends())

    def _is_tagged(self) -> bool:
        return hasattr(getattr(self.view, self.method.lower(), None), "__wrapped__")

    def _get_response_for_code(self, serializer: Any, status_code: Any, *args: Any, **kwargs: Any) -> Any:
        """Refusals are JSON whatever was asked for; tables are text or a file."""
        if str(status_code) >= "300":
            kwargs["media_types"] = ["application/json"]
        found = super()._get_response_for_code(serializer, status_code, *args, **kwargs)
        for renderer in TABLES:
            if renderer.media_type in found.get("content", {}):
                shape = (
                    {"type": "string"} if renderer.format == CSV else {"type": "string", "format": "binary"}
                )
                found["content"][renderer.media_type] = {"schema": shape}
        return found

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        if self._is_tagged():
            bodies.setdefault("304", {"description": "Belum ada yang berubah sejak ETag itu."})
        invalid = OpenApiResponse({"type": "object"}, "Isian tidak sah: nama kolom dan kalimat perbaikannya.")
        bodies.setdefault("400", self._get_response_for_code(invalid, "400", direction=direction))
        for code, words in REFUSALS.items():
            open_data = self.path.startswith("/api/terbuka/")  # closed as a whole where the city says so
            if code == "404" and "{" not in self.path and not self._is_list_view() and not open_data:
                continue
            if code == "409" and self.method == "GET":
                continue
            refusal = OpenApiResponse(GalatSerializer, words)
            bodies.setdefault(code, self._get_response_for_code(refusal, code, direction=direction))
        return bodies


def drop_docstrings(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Leaves the docstrings of our classes out: they speak to those who write the code, in English."""
    for schema in result["components"]["schemas"].values():
        schema.pop("description", None)
    return result
