from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "werkspur.base"
    label = "base"

    def ready(self) -> None:
        from django.forms import Field

        from werkspur.base.forms import REQUIRED

        # Django's own sentence blames; ours says what is.
        Field.default_error_messages["required"] = REQUIRED
