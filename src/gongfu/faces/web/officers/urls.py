"""Addresses of accounts and offices."""

from django.urls import path

from gongfu.faces.web.officers import accounts, audit, factors, offices, registers

urlpatterns = [
    path("audit/", audit.audit, name="audit"),
    path("offices/", offices.offices, name="offices"),
    path("offices/propose/", offices.propose, name="office-propose"),
    path("offices/decide/<str:proposal>/", offices.decide, name="office-decide"),
    path("offices/accounts/", accounts.accounts, name="accounts"),
    path("offices/accounts/new/", accounts.new, name="account-new"),
    path("offices/register/", registers.register, name="registers"),
    path("offices/register/new/", registers.new_organisation, name="organisation-new"),
    path("offices/register/household/", registers.new_household, name="household-new"),
    path("offices/register/find/", registers.find, name="household-find"),
    path("offices/register/<str:group>/", registers.group, name="group-of-people"),
    path("offices/register/<str:group>/add/", registers.add, name="group-of-people-add"),
    path(
        "offices/register/<str:group>/end/<int:joining>/",
        registers.end,
        name="group-of-people-end",
    ),
    path("offices/factors/", factors.lost, name="factors"),
    path("offices/factors/<str:person>/", factors.decide, name="factor-decide"),
    path("offices/accounts/renew/", accounts.renew, name="account-renew"),
]
