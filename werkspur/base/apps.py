from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "werkspur.base"
    label = "base"
