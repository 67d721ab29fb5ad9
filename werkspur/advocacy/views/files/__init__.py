"""Files of the work: to read, to download, to redact; and the search over everything."""

from werkspur.advocacy.views.files.pages import document, document_file, document_page, document_remove
from werkspur.advocacy.views.files.redacting import document_redact
from werkspur.advocacy.views.files.searching import search
from werkspur.advocacy.views.files.sending import send

__all__ = ["document", "document_file", "document_page", "document_redact", "document_remove", "search", "send"]
