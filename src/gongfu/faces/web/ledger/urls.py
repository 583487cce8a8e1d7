"""Addresses of records, heads and tiles."""

from django.urls import path

from gongfu.faces.web.ledger import history, views

urlpatterns = [
    path("records/<int:number>/", views.record, name="record"),
    path("records/about/<str:about>/", history.history, name="history"),
    path("records/<int:number>/receipt/", views.receipt, name="receipt"),
    path("records/<int:number>/public/", views.public_part, name="public-part"),
    path("verify/", views.verify, name="verify"),
    path("verify/verify.py", views.verifier, name="verifier"),
    path("ledger/checkpoint", views.checkpoint, name="checkpoint"),
    path("ledger/tile/<path:path>", views.tile, name="tile"),
]
