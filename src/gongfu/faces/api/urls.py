"""Addresses of the interfaces."""

from django.urls import path

from gongfu.faces.api.open311 import views

urlpatterns = [
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
