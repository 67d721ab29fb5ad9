from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "werkspur.portal"
    label = "portal"
