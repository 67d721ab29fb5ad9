from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "werkspur.facts"
    label = "facts"
