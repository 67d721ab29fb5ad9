"""A notice of a partner that is shown for a while."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet["Notice"]):
    def shown_on(self, day: date) -> NoticeQuerySet:
        return self.filter(shown_from__lte=day, shown_to__gte=day)


class Notice(models.Model):
    """What everybody should know, for example a series of thefts from vans."""

    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(_("Text"))
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("Partner"))
    shown_from = models.DateField(_("zu sehen ab"))
    shown_to = models.DateField(_("zu sehen bis"))

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hinweis")
        verbose_name_plural = _("Hinweise")
        ordering = ("-shown_from", "-id")
        constraints = [models.CheckConstraint(condition=Q(shown_to__gte=F("shown_from")), name="hinweise_in_order")]

    def __str__(self) -> str:
        return self.title
