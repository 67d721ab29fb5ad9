"""Documents of advice: the protocol of a visit, made when it is asked for, never kept and never sent by mail."""

from werkspur.advice.documents.protocol import file_name, protocol_pdf

__all__ = ["file_name", "protocol_pdf"]
