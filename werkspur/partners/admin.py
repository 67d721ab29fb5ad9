"""Administration by form: a new partner, office, region, contact, agreement or trade needs no developer.

Only staff with a second factor get here: the sign-in page is allauth's, and `RolesMiddleware` insists on the factor.
Companies and roles change through their own verbs, so they are not here.
"""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from werkspur.journal.services import record
from werkspur.partners.models import Agreement, Contact, Office, Partner, Region, Trade

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "Werkspur"


class JournalledAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Every change by form leaves a journal entry too."""

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm[Any], change: bool) -> None:
        super().save_model(request, obj, form, change)
        verb = "partners.master_data_changed" if change else "partners.master_data_added"
        record(verb, by=request.user, object=obj, details={"fields": sorted(form.changed_data)})

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for obj in (*formset.new_objects, *(obj for obj, _fields in formset.changed_objects)):
            record("partners.master_data_changed", by=request.user, object=obj)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        record("partners.master_data_deleted", by=request.user, object=obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


class OfficeInline(admin.StackedInline):  # type: ignore[type-arg]
    model = Office
    extra = 0


class ContactInline(admin.StackedInline):  # type: ignore[type-arg]
    model = Contact
    extra = 0


@admin.register(Partner)
class PartnerAdmin(JournalledAdmin):
    list_display = ("name", "kind", "valid_from", "valid_to", "order")
    list_filter = ("kind",)
    search_fields = ("name", "short_name")
    prepopulated_fields = {"slug": ("short_name",)}
    filter_horizontal = ("regions",)
    inlines = (OfficeInline, ContactInline)


@admin.register(Office)
class OfficeAdmin(JournalledAdmin):
    list_display = ("name", "partner", "kind", "city", "to_be_verified", "valid_to")
    list_filter = ("to_be_verified", "partner", "kind")
    search_fields = ("name", "city")


@admin.register(Contact)
class ContactAdmin(JournalledAdmin):
    list_display = ("role", "partner", "office", "email", "phone", "valid_to")
    list_filter = ("partner",)
    search_fields = ("role", "topic")


@admin.register(Region)
class RegionAdmin(JournalledAdmin):
    list_display = ("key", "name", "level", "parent", "valid_from", "valid_to")
    list_filter = ("level",)
    search_fields = ("key", "name")
    filter_horizontal = ("parts",)


@admin.register(Agreement)
class AgreementAdmin(JournalledAdmin):
    list_display = ("title", "signed_on", "valid_from", "valid_to")
    filter_horizontal = ("partners",)


@admin.register(Trade)
class TradeAdmin(JournalledAdmin):
    list_display = ("name", "slug", "order")
    list_editable = ("order",)
    prepopulated_fields = {"slug": ("name",)}
