"""The protocol of a visit as PDF/UA: made when it is asked for, never kept and never sent by mail."""

from werkspur.advice.protocol.content import file_name, protocol_pdf

__all__ = ["file_name", "protocol_pdf"]
