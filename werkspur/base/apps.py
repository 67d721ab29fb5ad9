from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "werkspur.base"
    label = "base"

    def ready(self) -> None:
        from django.core.validators import MaxLengthValidator, validate_email
        from django.forms import ChoiceField, Field, ModelChoiceField

        from werkspur.base.forms import NO_ADDRESS, NO_CHOICE, REQUIRED, TOO_LONG

        # Django's own sentences ask or blame; ours say what is.
        Field.default_error_messages["required"] = REQUIRED
        ChoiceField.default_error_messages["invalid_choice"] = NO_CHOICE
        ModelChoiceField.default_error_messages["invalid_choice"] = NO_CHOICE
        validate_email.message = NO_ADDRESS
        MaxLengthValidator.message = TOO_LONG
