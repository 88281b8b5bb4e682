"""Where errors of the domain become answers: once for pages, once for the API.

A view that shows a form catches `DomainError` itself and puts the sentence beside the field, so that nothing
typed is lost. What no view catches ends here: single-button acts, and what must never have been asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from dasar.errors import Conflict, DomainError, NotFound, PermissionRefused, WrongState

STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (PermissionRefused, 403),
    (NotFound, 404),
    (Conflict, 409),
    (WrongState, 409),
    (DomainError, 400),
)


def status_of(error: DomainError) -> int:
    """The HTTP status of a domain error."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def add_error(form: Form, error: DomainError) -> None:
    """Put a domain error beside the form field it names, or above the form when it names none."""
    field = error.field if error.field in form.fields else None
    label = f"{form.fields[field].label}: " if field else ""
    form.add_error(field, error.message.removeprefix(label))


def render_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page of a refused request, with the reason; a conflict shows both texts."""
    status = status_of(error)
    context = {"alasan": error.message}
    if isinstance(error, Conflict):
        context |= {"milik_anda": error.mine, "tersimpan": error.theirs}
    return render(request, f"{status}.html", context, status=status)


class SignInMiddleware(LoginRequiredMiddleware):
    """Who is not signed in goes to the sign-in page and from there on to what they asked for; who pressed a button
    when their session had ended comes back to the page on which it stands: a press cannot be asked for again.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        back = _way_back(request)
        if back is None:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(back, self.get_login_url(view_func), self.get_redirect_field_name(view_func))


class DomainErrorMiddleware:
    """Answers what no view caught: 403, 404, 405 and 409 with a page that says why; a refused button press
    goes back to where it was pressed, with the reason at the top.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        if isinstance(exception, NotFound):
            raise Http404(exception.message) from exception
        back = _way_back(request)
        if isinstance(exception, PermissionRefused | Conflict) or back is None:
            return render_error(request, exception)
        messages.error(request, exception.message)
        return HttpResponseRedirect(back, status=303)


def _way_back(request: HttpRequest) -> str | None:
    """The page of this portal on which a button was pressed, if it was one and the browser tells."""
    if request.method != "POST" or request.headers.get("HX-Request"):
        return None
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return None
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def api_exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Domain errors as `{"detail", "kode", "isian"}` with the same status as the pages.

    The sentence is in `detail`, where the framework puts its own; a conflict also brings both texts.
    """
    if isinstance(exc, DomainError):
        body = {"detail": exc.message, "kode": type(exc).__name__, "isian": exc.field}
        if isinstance(exc, Conflict):
            body |= {"milik_anda": exc.mine, "tersimpan": exc.theirs}
        set_rollback()
        return Response(body, status=status_of(exc))
    return exception_handler(exc, context)
