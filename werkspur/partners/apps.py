from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "werkspur.partners"
    label = "partners"
