from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from dasar.jurnal.request_id import bound_request_id


class RequestIdMiddleware:
    """Gives every request its own id, for journal and log, and returns it as `X-Request-ID`.

    An id sent by the client is ignored: whoever could choose it could make foreign acts look like one's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid4().hex
        with bound_request_id(request_id):
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response
