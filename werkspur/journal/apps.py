from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "werkspur.journal"
    label = "journal"
