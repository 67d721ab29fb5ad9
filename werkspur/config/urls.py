"""Every address: ours come from the Bausteine, allauth's pages live under /konto/."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from werkspur.base.bausteine import all_bausteine

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include("allauth.urls")),
    path("verwaltung/", admin.site.urls),
    *(path(baustein.prefix, include(baustein.urls)) for baustein in all_bausteine() if baustein.urls),
]
