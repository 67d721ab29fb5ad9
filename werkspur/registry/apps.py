from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "werkspur.registry"
    label = "registry"
