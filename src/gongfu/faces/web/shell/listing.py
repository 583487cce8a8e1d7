"""What every long list has: its page, the way to the others, and the way to its files."""

from __future__ import annotations

from django.http import HttpRequest

from gongfu.faces.web.shell.downloads import SORTS


def page_number(request: HttpRequest) -> int:
    """Return the page of a list that is asked for, at least 1; nonsense is the first."""
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def pager(request: HttpRequest, page: int, pages: int) -> dict[str, str]:
    """Return the addresses of the pages before and after, keeping the filter."""
    return {
        "newer": _address(request, page=str(page - 1)) if page > 1 else "",
        "older": _address(request, page=str(page + 1)) if page < pages else "",
    }


def files(request: HttpRequest, total: int, **more: str) -> list[tuple[str, str]]:
    """Return the files of a list with its filter, each with its address; none of an empty one.

    more: what else the address says, where a page has several lists.
    """
    return [(words, _address(request, **{"as": sort}, **more)) for sort, words in SORTS if total]


def _address(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"
