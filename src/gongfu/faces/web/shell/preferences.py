"""Language and large type: a cookie each, without an account."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongfu.faces.web.shell.pages import page

LARGE = "large"
_YEAR = 365 * 24 * 3600


def is_large(request: HttpRequest) -> bool:
    """Say whether the reader chose large type (长辈版)."""
    return request.COOKIES.get(LARGE) == "1"


def back(request: HttpRequest) -> HttpResponse:
    """Return a redirect to the page that the form names, if it is one of ours."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target)


@require_POST
@page("page.public")
def language(request: HttpRequest) -> HttpResponse:
    """Set the language of the pages."""
    answer = back(request)
    code = request.POST.get("language", "")
    if translation.check_for_language(code):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=_YEAR,
            samesite="Lax",
            secure=settings.SECURE,
        )
    return answer


@require_POST
@page("page.public")
def large_type(request: HttpRequest) -> HttpResponse:
    """Turn large type on or off."""
    answer = back(request)
    value = "0" if is_large(request) else "1"
    answer.set_cookie(LARGE, value, max_age=_YEAR, samesite="Lax", secure=settings.SECURE)
    return answer
