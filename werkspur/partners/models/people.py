"""People who sign in, the roles they hold, and invitations by link."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed

if TYPE_CHECKING:
    from werkspur.partners.models.companies import Company


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in by e-mail. What they may do is in their roles."""

    email = models.EmailField(_("E-Mail"), unique=True)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_staff = models.BooleanField(_("Verwaltung"), default=False)
    date_joined = models.DateTimeField(_("dabei seit"), default=timezone.now)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("Personen")
        ordering = ("email",)

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def journal_label(self) -> str:
        """The journal never forgets, so it knows people by number only."""
        return ""

    @cached_property
    def current_roles(self) -> list[Role]:
        """The roles held today, with company and partner, oldest first."""
        return list(self.roles.current().select_related("company", "partner").order_by("id"))

    def forget_roles(self) -> None:
        """Read the roles anew next time: they have just changed."""
        self.__dict__.pop("current_roles", None)

    def has_role(self, *kinds: str) -> bool:
        return self.is_active and any(role.kind in kinds for role in self.current_roles)

    @property
    def company_ids(self) -> list[int]:
        return [role.company_id for role in self.current_roles if role.company_id]

    @property
    def companies(self) -> list[Company]:
        """The companies this person acts for, without closed ones, oldest role first."""
        held = (role.company for role in self.current_roles if role.company)
        return list(dict.fromkeys(company for company in held if company.state != company.State.CLOSED))

    def owns(self, company: Company) -> bool:
        """Whether this person leads `company`."""
        return any(
            role.kind == Role.Kind.COMPANY_OWNER and role.company_id == company.pk for role in self.current_roles
        )

    @property
    def chamber_ids(self) -> list[int]:
        return [role.partner_id for role in self.current_roles if role.kind == Role.Kind.CHAMBER and role.partner_id]

    @property
    def is_police(self) -> bool:
        return self.has_role(Role.Kind.POLICE_TRACING)

    @property
    def needs_second_factor(self) -> bool:
        return self.is_staff or self.has_role(*Role.SECOND_FACTOR)


class RoleQuerySet(models.QuerySet["Role"]):
    def current(self) -> RoleQuerySet:
        today = timezone.localdate()
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today)


class Role(Timed):
    """One person in one capacity. A person may hold several."""

    class Kind(models.TextChoices):
        COMPANY_OWNER = "company_owner", _("Betrieb, Leitung")
        COMPANY_STAFF = "company_staff", _("Betrieb, Mitarbeit")
        CHAMBER = "chamber", _("Kammer")
        POLICE_TRACING = "police_tracing", _("Polizei, Ermittlung")
        POLICE_ADVICE = "police_advice", _("Polizei, Beratung")
        DATA_PROTECTION = "data_protection", _("Datenschutz")
        OPERATOR = "operator", _("Betreiber")

    COMPANY = ("company_owner", "company_staff")
    PARTNER = ("chamber", "police_tracing", "police_advice")
    SECOND_FACTOR = ("chamber", "police_tracing", "police_advice", "data_protection", "operator")

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles", verbose_name=_("Person"))
    kind = models.CharField(_("Rolle"), max_length=20, choices=Kind.choices)
    company = models.ForeignKey(
        "partners.Company", models.CASCADE, null=True, blank=True, related_name="roles", verbose_name=_("Betrieb")
    )
    partner = models.ForeignKey(
        "partners.Partner", models.PROTECT, null=True, blank=True, related_name="roles", verbose_name=_("Partner")
    )
    valid_from = models.DateField(_("gültig ab"), default=timezone.localdate)
    valid_to = models.DateField(_("gültig bis"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rolle")
        verbose_name_plural = _("Rollen")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["company_owner", "company_staff"], company__isnull=False, partner__isnull=True)
                | Q(
                    kind__in=["chamber", "police_tracing", "police_advice"], company__isnull=True, partner__isnull=False
                )
                | Q(kind__in=["data_protection", "operator"], company__isnull=True),
                name="partners_role_belongs_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="partners_role_in_order"
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "company"],
                condition=Q(valid_to__isnull=True, company__isnull=False),
                name="partners_role_once_in_company",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "partner"],
                condition=Q(valid_to__isnull=True, partner__isnull=False),
                name="partners_role_once_in_partner",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(valid_to__isnull=True, company__isnull=True, partner__isnull=True),
                name="partners_role_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn nor expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())

    def visible_to(self, person: Person) -> InvitationQuerySet:
        """Those of the companies that `person` leads."""
        led = [role.company_id for role in person.current_roles if role.kind == Role.Kind.COMPANY_OWNER]
        return self.filter(company__in=led)


class Invitation(Timed):
    """An invitation of a colleague by link; only a hash of the token is stored."""

    email = models.EmailField(_("E-Mail"))
    kind = models.CharField(_("Rolle"), max_length=20, choices=Role.Kind.choices)
    company = models.ForeignKey(
        "partners.Company", models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name=_("Betrieb")
    )
    partner = models.ForeignKey(
        "partners.Partner", models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name=_("Partner")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("eingeladen von")
    )
    expires_at = models.DateTimeField(_("gültig bis"))
    accepted_at = models.DateTimeField(_("angenommen"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("zurückgezogen"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.email} ({self.get_kind_display()})"

    @property
    def journal_label(self) -> str:
        """Role and place; the journal keeps no address."""
        return f"{self.get_kind_display()}, {self.company or self.partner or 'Werkspur'}"
