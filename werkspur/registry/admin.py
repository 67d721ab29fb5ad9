"""What operators look after: kinds of items. Items themselves belong to the companies and are not browsed."""

from django.contrib import admin

from werkspur.registry.models import Category


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Category]):
    list_display = ("name", "icon", "order")
    list_editable = ("order",)
    prepopulated_fields = {"slug": ("name",)}
