"""Addresses of official statistics: all below /statistics/."""

from django.urls import path

from gongfu.faces.web.statistics import entering, lists, public, revising, surveys

urlpatterns = [
    path("statistics/", public.newest, name="statistics"),
    path("statistics/series/<str:code>/", public.series, name="statistic"),
    path("statistics/publications/", public.publications, name="publications"),
    path("statistics/publications/new/", entering.register, name="publication-new"),
    path("statistics/publications/<str:document>/", public.publication, name="publication"),
    path("statistics/enter/", entering.choose, name="statistic-choose"),
    path("statistics/enter/echo/", entering.echo, name="statistic-echo"),
    path("statistics/enter/<str:code>/", entering.enter, name="statistic-enter"),
    path("statistics/revisions/", revising.revisions, name="revisions"),
    path("statistics/values/<int:number>/revise/", revising.revise, name="value-revise"),
    path("statistics/values/<int:number>/back/", revising.take_back, name="value-back"),
    path("statistics/values/<int:number>/record/", revising.record, name="revision-record"),
    path("statistics/values/<int:number>/decline/", revising.decline, name="revision-decline"),
    path("statistics/surveys/", surveys.surveys, name="surveys"),
    path("statistics/surveys/new/", surveys.send, name="survey-new"),
    path("statistics/surveys/<str:survey>/", surveys.survey, name="survey"),
    path("statistics/surveys/<str:survey>/revise/", surveys.revise, name="survey-revise"),
    path("statistics/surveys/<str:survey>/record/", surveys.record, name="survey-record"),
    path("statistics/surveys/<str:survey>/decline/", surveys.decline, name="survey-decline"),
    path("statistics/lists/", lists.lists, name="statistic-lists"),
    path("statistics/lists/series/<str:code>/", lists.indicator, name="statistic-list"),
    path("statistics/lists/issuers/<str:code>/", lists.issuer, name="issuer-list"),
]
