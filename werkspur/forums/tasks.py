"""What the worker does for forums. Each may be started a second time after a crash."""

from __future__ import annotations

from werkspur.base.queue import task


@task()
def send_mailings() -> None:
    """Write the letters to everybody that are due; who has had one gets it no second time."""
    from werkspur.forums.services import mailings

    mailings.send_due()


@task()
def replan_mailings(rule: int) -> None:
    """Bring the letters of all coming events to what a rule says."""
    from werkspur.forums.models import MailingRule
    from werkspur.forums.services import mailings

    for found in MailingRule.objects.filter(pk=rule):
        mailings.replan_rule(found)


@task()
def look_again(event: int) -> None:
    """Let lapse what is over at an event, and offer what is free to those who wait."""
    from werkspur.forums.models import Event
    from werkspur.forums.services import waiting

    for found in Event.objects.filter(pk=event):
        waiting.pass_on(found)
