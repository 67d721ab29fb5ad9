from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    name = "werkspur.advocacy"
    label = "advocacy"
