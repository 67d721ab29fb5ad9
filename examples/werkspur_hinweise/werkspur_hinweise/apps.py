from django.apps import AppConfig


class HinweiseConfig(AppConfig):
    name = "werkspur_hinweise"
    label = "hinweise"
    default_auto_field = "django.db.models.BigAutoField"
