"""The WSGI application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongfu.site.settings")

import ibis
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
# ibis loads its compiler with the first query; a reader shall not wait for that
ibis.to_sql(ibis.literal(1), dialect="duckdb")
