"""Papers entered by hand, as those of a parliament without OParl; and our own copies of what councils serve."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Document, Paper, PaperConsultation
from werkspur.advocacy.oparl.net import Fetcher, Limits
from werkspur.advocacy.oparl.trouble import OParlTrouble
from werkspur.advocacy.rules.papers import folded
from werkspur.advocacy.services import documents, proposals
from werkspur.advocacy.services.paper_links import found
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.journal.services import record
from werkspur.partners.models import Person
from werkspur.registry.services.files import UploadRefused

log = logging.getLogger(__name__)
FIELDS = ("addressee", "reference", "name", "date", "paper_type", "originators", "web")
#: of a copy: one large file, asked for a few times
COPY = Limits(max_bytes=25 * 1024 * 1024, total_seconds=30.0, attempts=2)


def enter_paper(*, fields: Mapping[str, Any], upload: Any, by: Person, paper: Paper | None = None) -> Paper:
    """Keep a paper by number, address and copy, or change one that was entered by hand.

    Args:
        fields: those of FIELDS.
        upload: the file, or None to leave what is there.

    Raises:
        AdvocacyRefused: the same body has a paper of this number already, the paper is a council's own, or the file
            cannot be kept.
    """
    try:
        copy = documents.keep(upload, title=fields["name"][:200], by=by) if upload else None
    except UploadRefused as refusal:
        raise AdvocacyRefused("upload", str(refusal)) from refusal
    with transaction.atomic():
        paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk) if paper else Paper()
        if paper.state != Paper.State.MANUAL:
            raise AdvocacyRefused("", _("Diese Vorlage kommt vom Rat. Ändern kann sie nur er."))
        new = paper.pk is None
        for name in FIELDS:
            setattr(paper, name, fields[name])
        _once(paper)
        paper.words = folded([paper.reference, paper.name, paper.paper_type, paper.originators])
        paper.copy = copy or paper.copy
        paper.save()
        found(paper)
        record(f"advocacy.paper_{'created' if new else 'changed'}", by=by, object=paper)
    return paper


def _once(paper: Paper) -> None:
    same = Paper.objects.filter(addressee=paper.addressee, reference__iexact=paper.reference).exclude(pk=paper.pk)
    if paper.reference and paper.addressee_id and same.exists():
        raise AdvocacyRefused("reference", _("Unter dieser Nummer gibt es von diesem Gremium schon eine Vorlage."))


def note_stop(paper: Paper, *, fields: Mapping[str, Any], by: Person) -> PaperConsultation:
    """Note by hand where a paper was consulted and what came of it. Raises AdvocacyRefused for one of a council."""
    with transaction.atomic():
        paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if paper.state != Paper.State.MANUAL:
            raise AdvocacyRefused("", _("Diese Vorlage kommt vom Rat. Ändern kann sie nur er."))
        stop = PaperConsultation.objects.create(paper=paper, **fields)
        for link in paper.links.all():
            proposals.propose(link=link)
        found(paper)
        record("advocacy.paper_stop_added", by=by, object=paper)
    return stop


def copy_of(paper: Paper) -> Document | None:
    """Fetch our own copy of a paper's main file, where there is none; None when the server does not give it.

    The same guard as for the harvest: only from the council's own host, never from a private address.
    """
    if paper.copy_id is not None or not paper.file_address or paper.council is None:
        return paper.copy
    fetcher = Fetcher(paper.council.address, limits=COPY, allow_loopback=settings.OPARL_LOOPBACK)
    try:
        answer = fetcher.get(paper.file_address)
        copy = documents.keep(answer.body, title=str(paper)[:200], by="system", name=_file_name(answer.address))
    except (OParlTrouble, UploadRefused) as error:
        log.info("No copy of paper %s: %s", paper.uid, error)
        return None
    with transaction.atomic():
        paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if paper.copy_id is None:
            paper.copy = copy
            paper.save(update_fields=["copy", "updated_at"])
            record("advocacy.paper_copied", by="system", object=paper)
    return paper.copy


def _file_name(address: str) -> str:
    name = unquote(urlsplit(address).path.rpartition("/")[2])[-100:]
    return name if "." in name else f"{name or 'vorlage'}.pdf"
