"""Addresses of the interfaces."""

from django.urls import include, path, re_path

from gongfu.faces.api import programs
from gongfu.faces.api.calendars.views import feed
from gongfu.faces.api.open311 import views
from gongfu.faces.api.opendata import views as opendata
from gongfu.faces.api.rest import pages
from gongfu.faces.api.rest.interface import addresses, nothing_here

open311 = [
    path("discovery.<str:form>", views.discovery, name="open311-discovery"),
    path("services.<str:form>", views.services, name="open311-services"),
    path("services/<str:service_code>.<str:form>", views.definition, name="open311-definition"),
    path("requests.<str:form>", views.requests, name="open311-requests"),
    path("requests/<str:service_request_id>.<str:form>", views.one_request, name="open311-request"),
    path(
        "request/<str:service_request_id>.<str:form>",
        views.one_request,
        name="open311-request-single",
    ),
    path("tokens/<str:token_id>.<str:form>", views.token, name="open311-token"),
]

published = [
    path("", opendata.overview, name="opendata"),
    path("catalogue.jsonld", opendata.catalogue, name="opendata-catalogue"),
    path("structure-<str:version>.sdmx.xml", opendata.structure, name="opendata-structure"),
    path("<str:code>/data.csv", opendata.csv, name="opendata-csv"),
    path("<str:code>/data.parquet", opendata.parquet, name="opendata-parquet"),
    path("<str:code>/by-<str:dimension>.csv", opendata.items_csv, name="opendata-items"),
    path("<str:code>/datapackage.json", opendata.package, name="opendata-package"),
    path("<str:code>/data-<str:form>.sdmx", opendata.sdmx, name="opendata-sdmx"),
]

urlpatterns = [
    path("open/", include(published)),
    path("open311/v2/", include(open311)),
    path("programs/", programs.programs, name="programs"),
    path("programs/decide/", programs.decide, name="program-decide"),
    path("api/v1/openapi.json", pages.openapi, name="openapi"),
    path("api/v1/docs/", pages.docs, name="api-docs"),
    path("api/v1/docs/<str:group>/", pages.docs_group, name="api-docs-group"),
    path("api/v1/problems/", pages.problems, name="api-problems"),
    path("api/v1/", addresses()),
    re_path("^api/", nothing_here, name="api-nothing"),
    path("calendar/<str:secret>.ics", feed, name="feed"),
]
