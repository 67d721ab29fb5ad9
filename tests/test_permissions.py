"""Every address, visited as everybody: the colleague, the neighbour's company, each role, nobody.

permissions.csv is the specification: a line for each address, a column for each visitor. Objects belong to anna's
company, the look-up to paula, the waiting company to kai's chamber.
"""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from tests.site import addresses, answer
from tests.world import make_world

TABLE = Path(__file__).with_name("permissions.csv")
VISITORS = ("nobody", "otto", "anna", "ben", "clara", "kai", "paula", "peter", "dora")


def expected() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row.pop("address"): row for row in csv.DictReader(file)}


def test_every_address_is_in_the_table():
    assert {address.name for address in addresses()} == set(expected())


@pytest.mark.slow
@pytest.mark.once  # who may does not depend on the database; that PostgreSQL opens each page: test_bad_input
@pytest.mark.parametrize("visitor", VISITORS)
def test_what_each_visitor_meets(people, visitor):
    world = make_world(people)
    client = Client(raise_request_exception=False)
    if visitor != "nobody":
        client.force_login(getattr(people, visitor), backend="django.contrib.auth.backends.ModelBackend")
    met = {}
    for address in addresses():
        before = transaction.savepoint()
        met[address.name] = answer(
            client, address.name, world.arguments.get(address.name, {}), world.bodies.get(address.name)
        )
        transaction.savepoint_rollback(before)

    wanted = {name: row[visitor] for name, row in expected().items()}
    assert {name: said for name, said in met.items() if said != wanted[name]} == {}


def test_the_neighbour_meets_no_object_of_another_company():
    """What takes a parameter and is anna's must be 404 for clara, not 403, which would say that it exists."""
    private = ("registry:", "tracing:theft_report", "tracing:item_found")
    for address in addresses():
        if {"uid", "pk"} & set(address.parameters) and address.name.startswith(private):
            assert expected()[address.name]["clara"] == "404", address.name
