"""What people type: about companies, colleagues and themselves here, what planners type in `plans`."""

from werkspur.partners.forms.companies import (
    CompanyForm,
    InvitationForm,
    InvitedForm,
    NameForm,
    QueueFilter,
    ReasonForm,
    RegistrationForm,
)

__all__ = [
    "CompanyForm",
    "InvitationForm",
    "InvitedForm",
    "NameForm",
    "QueueFilter",
    "ReasonForm",
    "RegistrationForm",
]
