from typing import Any

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "werkspur.partners"
    label = "partners"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        authenticator_added.connect(_end_other_sessions, dispatch_uid="partners.second_factor")


def _end_other_sessions(*, request: Any, user: Any, **_kwargs: Any) -> None:
    """Sessions from before the second factor were opened by a password alone."""
    from allauth.usersessions.models import UserSession

    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()
