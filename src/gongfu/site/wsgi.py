"""The WSGI application."""

import gc
import os

from django.core.handlers.wsgi import WSGIHandler


def _loaded() -> WSGIHandler:
    """Load everything once: no reader shall wait for the pages' modules or ibis's compiler.

    It stays for good, so nobody looks for garbage in it: that would take a sixth of the start, and
    later hold up a reader now and then.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongfu.site.settings")
    gc.disable()
    import ibis
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    handler = get_wsgi_application()
    _ = get_resolver().url_patterns
    ibis.to_sql(ibis.literal(1), dialect="duckdb")
    gc.freeze()
    gc.enable()
    return handler


application = _loaded()
