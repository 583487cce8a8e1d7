"""Addresses of sheets."""

from django.urls import path

from gongfu.faces.web.sheets import binding, filling, forms, imports

urlpatterns = [
    path("sheets/", imports.imports, name="sheets"),
    path("sheets/blank/<str:target>/", imports.blank, name="sheet-blank"),
    path("sheets/<str:sheet>/", imports.one, name="sheet"),
    path("sheets/<str:sheet>/columns/", imports.columns, name="sheet-columns"),
    path("sheets/<str:sheet>/marked/", imports.marked, name="sheet-marked"),
    path("sheets/<str:sheet>/take/", imports.take, name="sheet-take"),
    path("sheets/<str:sheet>/drop/", imports.drop, name="sheet-drop"),
    path("forms/", forms.forms, name="forms"),
    path("forms/new/", forms.register, name="form-new"),
    path("forms/filled/", filling.fillings, name="fillings"),
    path("forms/filled/<str:filling>/", filling.filling, name="filling"),
    path("forms/filled/<str:filling>/file/", filling.file, name="filling-file"),
    path("forms/filled/<str:filling>/confirm/", filling.confirm, name="filling-confirm"),
    path("forms/<str:paper>/", filling.form, name="form"),
    path("forms/<str:paper>/answers/", filling.answers, name="form-answers"),
    path("forms/<str:paper>/fill/", filling.fill, name="form-fill"),
    path("forms/<str:paper>/bind/", binding.bind, name="form-bind"),
    path("forms/<str:paper>/accept/", binding.accept, name="form-accept"),
    path("forms/<str:paper>/by-hand/", binding.by_hand, name="form-by-hand"),
    path("forms/<str:paper>/change/", forms.change, name="form-change"),
    path("forms/<str:paper>/close/", forms.close, name="form-close"),
]
