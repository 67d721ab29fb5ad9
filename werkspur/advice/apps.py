from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "werkspur.advice"
    label = "advice"
