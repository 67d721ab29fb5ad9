"""The mail outbox: in the transaction of its cause, delivered once, tried again with growing pauses."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.mail import send_mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from werkspur.base import mail
from werkspur.base.models import Mail


class Post(socketserver.ThreadingTCPServer):
    """A mail server for one test: keeps what it gets, refuses recipients as it is told."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.received: list[str] = []
        self.refusal = b""
        super().__init__(("127.0.0.1", 0), Conversation)


class Conversation(socketserver.StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.received.append(self.message())
                self.wfile.write(b"250 ok\r\n")
            elif verb == b"RCPT" and self.server.refusal:
                self.wfile.write(self.server.refusal + b"\r\n")
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")

    def message(self) -> str:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.decode())
        return "".join(lines)


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    with Post() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SMTP_URL = f"smtp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


@pytest.fixture
def letter(db: None) -> Mail:
    mail.write(
        "anna@werkspur.example", subject="Größe 5", paragraphs=["Erster.", "Zweiter."], link="/betrieb/", label="Lesen"
    )
    return Mail.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_the_letter_along() -> None:
    with transaction.atomic():
        send_mail("Betreff", "Text", None, ["anna@werkspur.example"])
        assert Mail.objects.exists()
        transaction.set_rollback(True)
    assert not Mail.objects.exists()


@pytest.mark.django_db
def test_every_recipient_gets_a_letter_with_text_and_html() -> None:
    send_mail("Zwei\nZeilen", "Eins.\n\nhttps://werkspur.example/x", None, ["a@werkspur.example", "b@werkspur.example"])
    assert [row.to for row in Mail.objects.order_by("id")] == ["a@werkspur.example", "b@werkspur.example"]
    row = Mail.objects.first()
    assert row is not None
    assert row.subject == "Zwei Zeilen"
    assert '<a href="https://werkspur.example/x"' in row.html


def test_a_letter_carries_its_link_as_a_full_address(letter: Mail, settings: Any) -> None:
    assert f"{settings.SITE_ADDRESS}/betrieb/" in letter.text
    assert f'href="{settings.SITE_ADDRESS}/betrieb/"' in letter.html


def test_html_from_a_name_stays_text(db: None) -> None:
    mail.write("anna@werkspur.example", subject="x", paragraphs=["<script>alert(1)</script>"])
    assert "<script>" not in Mail.objects.get().html


def test_a_letter_goes_out_once(letter: Mail, post: Post) -> None:
    assert mail.deliver() == 1
    assert mail.deliver() == 0
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (Mail.State.SENT, 1)
    assert letter.sent_at is not None
    assert len(post.received) == 1
    assert "Message-ID: <werkspur-" in post.received[0]
    assert "multipart/alternative" in post.received[0]


def test_without_a_mail_server_letters_stay(letter: Mail, settings: Any) -> None:
    settings.SMTP_URL = ""
    assert mail.deliver() == 0
    letter.refresh_from_db()
    assert letter.state == Mail.State.QUEUED


def test_a_silent_server_is_tried_again_after_growing_pauses(letter: Mail, settings: Any) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    pauses = []
    for _attempt in mail.PAUSES:
        Mail.objects.update(next_attempt_at=timezone.now())
        mail.deliver()
        letter.refresh_from_db()
        assert letter.state == Mail.State.QUEUED
        assert letter.next_attempt_at is not None
        pauses.append(round((letter.next_attempt_at - timezone.now()).total_seconds() / 60))
        assert mail.deliver() == 0  # not before its time
    assert pauses == list(mail.PAUSES)
    Mail.objects.update(next_attempt_at=timezone.now())
    mail.deliver()
    letter.refresh_from_db()
    assert letter.state == Mail.State.FAILED
    assert "ConnectionRefusedError" in letter.last_error


@pytest.mark.parametrize(("reply", "state"), [(b"550 unknown", Mail.State.FAILED), (b"450 later", Mail.State.QUEUED)])
def test_a_final_refusal_ends_it_a_temporary_one_does_not(letter: Mail, post: Post, reply: bytes, state: str) -> None:
    post.refusal = reply
    assert mail.deliver() == 0
    letter.refresh_from_db()
    assert letter.state == state
    assert post.received == []


def test_a_second_process_does_not_get_a_claimed_letter(letter: Mail, post: Post) -> None:
    assert mail.claim(letter.pk)
    assert not mail.claim(letter.pk)
    assert mail.deliver() == 0
    assert post.received == []


def test_a_letter_lost_in_a_crash_is_given_up_not_sent_again(letter: Mail, post: Post) -> None:
    mail.claim(letter.pk)
    Mail.objects.update(next_attempt_at=timezone.now() - timedelta(minutes=1))
    assert mail.deliver() == 0
    letter.refresh_from_db()
    assert letter.state == Mail.State.FAILED
    assert post.received == []


def test_one_bad_address_does_not_hold_up_the_others(db: None, post: Post) -> None:
    for number in range(3):
        mail.write(f"a{number}@werkspur.example", subject=str(number), paragraphs=["Text"])
    assert mail.deliver(2) == 2
    assert mail.deliver() == 1
    assert len(post.received) == 3


INVITATION = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{}\r\nX-NAME:Größe\r\nEND:VCALENDAR\r\n"


def invite(method: str, *, to: str = "anna@werkspur.example", thread: str = "4711") -> Mail:
    calendar = INVITATION.format(method).encode() if method else b""
    mail.write(to, subject=f"Termin {method}", paragraphs=["Größe"], calendar=calendar, thread=thread)
    return Mail.objects.latest("pk")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_goes_out_as_calendars_expect_it(db: None, post: Post, method: str) -> None:
    invite(method)
    assert mail.deliver() == 1
    sent = email.message_from_bytes(post.received[0].encode(), policy=email.policy.default)

    assert isinstance(sent, EmailMessage)
    both, attached = sent.iter_parts()
    assert sent.get_content_type() == "multipart/mixed"
    assert both.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in both.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    text, html, calendar = both.iter_parts()
    assert (calendar["Content-Type"].params["method"], calendar.get_content_charset()) == (method, "utf-8")
    assert "Größe" in text.get_content()
    assert "Größe" in html.get_content()
    assert calendar.get_content().splitlines() == INVITATION.format(method).splitlines()
    assert (attached.get_filename(), attached.get_content_disposition()) == ("termin.ics", "attachment")
    assert attached.get_content().decode() == INVITATION.format(method)


def test_without_a_calendar_a_letter_looks_as_before(letter: Mail, post: Post) -> None:
    mail.deliver()
    sent = email.message_from_bytes(post.received[0].encode(), policy=email.policy.default)
    assert [part.get_content_type() for part in sent.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_no_cancellation_overtakes_the_invitation(db: None, post: Post) -> None:
    first, second, elsewhere = invite("REQUEST"), invite("CANCEL"), invite("CANCEL", to="b@werkspur.example")
    first.next_attempt_at = timezone.now() + timedelta(minutes=5)
    first.save()
    assert mail.deliver() == 1
    assert "b@werkspur.example" in post.received[0]
    assert not mail.claim(second.pk)

    Mail.objects.filter(pk=first.pk).update(next_attempt_at=timezone.now())
    while mail.deliver():
        continue
    assert [text.count("Subject: Termin REQUEST") for text in post.received[1:]] == [1, 0]
    elsewhere.refresh_from_db()
    assert elsewhere.state == Mail.State.SENT


def test_a_cancellation_waits_while_the_invitation_is_on_its_way_and_not_for_one_that_failed(db: None) -> None:
    first, second = invite("REQUEST"), invite("CANCEL")
    assert mail.claim(first.pk)
    assert not mail.claim(second.pk)
    Mail.objects.filter(pk=first.pk).update(state=Mail.State.FAILED)
    assert mail.claim(second.pk)


def test_what_is_taken_back_is_never_sent_what_is_gone_stays(db: None, post: Post) -> None:
    gone = invite("", thread="erinnerung")
    mail.deliver()
    waiting, other = invite("", thread="erinnerung"), invite("", thread="andere")
    assert mail.withdraw("erinnerung") == 1
    assert mail.deliver() == 1
    for row, state in ((gone, "sent"), (waiting, "withdrawn"), (other, "sent")):
        row.refresh_from_db()
        assert row.state == state


def test_old_letters_are_deleted(letter: Mail) -> None:
    assert mail.forget(timezone.localdate()) == 0
    assert mail.forget(timezone.localdate() + timedelta(days=1)) == 1


def test_the_mailbox_shows_letters_with_links(letter: Mail, client: Client, settings: Any) -> None:
    settings.DEMO = True
    page = client.get("/postfach/").content.decode()
    assert "Größe 5" in page
    assert f'href="{settings.SITE_ADDRESS}/betrieb/"' in page


def test_the_mailbox_hands_out_the_calendar_file(db: None, client: Client, settings: Any) -> None:
    settings.DEMO = True
    row = invite("REQUEST")
    page = client.get("/postfach/").content.decode()
    assert "Kalenderdatei (Einladung)" in page
    response = client.get(f"/postfach/{row.pk}/termin.ics")
    assert (response["Content-Type"], response.content.decode()) == ("text/calendar; charset=utf-8", row.calendar)
    assert "attachment" in response["Content-Disposition"]
    plain = invite("")
    assert client.get(f"/postfach/{plain.pk}/termin.ics").status_code == 404


def test_the_mailbox_is_there_in_demonstration_mode_only(db: None, client: Client, settings: Any) -> None:
    settings.DEMO = False
    row = invite("REQUEST")
    assert client.get("/postfach/").status_code == 404
    assert client.get(f"/postfach/{row.pk}/termin.ics").status_code == 404


@pytest.mark.django_db
def test_a_file_goes_along_and_answers_go_where_they_belong(post: Post) -> None:
    enclosure = mail.Enclosure(name="brief.pdf", media_type="application/pdf", content=b"%PDF-1.7 Probe")
    mail.write(
        "amt@stadt.example",
        subject="Brief",
        paragraphs=["Anbei."],
        enclosures=[enclosure],
        reply_to="k@haus.example",
    )

    assert mail.deliver() == 1

    received = email.message_from_string(post.received[0], policy=email.policy.default)
    assert received["Reply-To"] == "k@haus.example"
    attached = list(received.iter_attachments())
    assert [part.get_filename() for part in attached] == ["brief.pdf"]
    assert attached[0].get_content() == b"%PDF-1.7 Probe"
