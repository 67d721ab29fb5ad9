from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "werkspur.forums"
    label = "forums"
