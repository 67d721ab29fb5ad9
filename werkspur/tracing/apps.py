from django.apps import AppConfig


class TracingConfig(AppConfig):
    name = "werkspur.tracing"
    label = "tracing"
