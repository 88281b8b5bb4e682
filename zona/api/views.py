"""The description of the API as a file."""

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response


@cache
def _description() -> dict[str, Any]:
    """Made once per process: it depends on the code alone and costs half a second."""
    return dict(SchemaGenerator().get_schema(public=True))


class SkemaView(SpectacularAPIView):
    """The same for everybody, since it tells what there is and not what one may see."""

    def _get_schema_response(self, request: Request) -> Response:
        name = self._get_filename(request, "1")
        return Response(_description(), headers={"Content-Disposition": f'inline; filename="{name}"'})
