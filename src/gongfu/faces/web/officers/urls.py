"""Addresses of accounts and offices."""

from django.urls import path

from gongfu.faces.web.officers import accounts, audit, factors, offices

urlpatterns = [
    path("audit/", audit.audit, name="audit"),
    path("offices/", offices.offices, name="offices"),
    path("offices/propose/", offices.propose, name="office-propose"),
    path("offices/decide/<str:proposal>/", offices.decide, name="office-decide"),
    path("offices/accounts/", accounts.accounts, name="accounts"),
    path("offices/accounts/new/", accounts.new, name="account-new"),
    path("offices/factors/", factors.lost, name="factors"),
    path("offices/factors/<str:person>/", factors.decide, name="factor-decide"),
    path("offices/accounts/renew/", accounts.renew, name="account-renew"),
]
