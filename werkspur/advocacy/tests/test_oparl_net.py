"""Fetching: one host, public addresses, bounds, patience."""

from __future__ import annotations

import time

import pytest

from werkspur.advocacy.oparl.council import Council
from werkspur.advocacy.oparl.fake import FakeServer, Faults, serve
from werkspur.advocacy.oparl.net import Fetcher, Limits, is_public, split
from werkspur.advocacy.oparl.trouble import (
    AddressInvalid,
    NameUnknown,
    OParlTrouble,
    OtherHostRefused,
    PrivateAddressRefused,
    ServerFault,
    StatusRefused,
    TooBig,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)
from werkspur.advocacy.tests.oparl_world import fetcher


@pytest.fixture
def fake():
    with serve(FakeServer(Council(5))) as server:
        yield server


def with_faults(fake: FakeServer, **switches: object) -> FakeServer:
    fake.faults = Faults(**switches)
    return fake


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.8", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "255.255.255.255", "192.0.2.7", "::1", "::", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.1.1.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "::127.0.0.1",
        "64:ff9b:1::7f00:1", "::ffff:0:127.0.0.1", "2a00::5efe:7f00:1", "3fff::1", "2001:db8::1", "192.88.99.1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_seen(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e"])
def test_a_public_address_is_seen(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://rat.example/", "gopher://rat.example", "//rat.example/", "", "http://", "rat.example",
     "http://anna:geheim@rat.example/", "http://rat.example:99999/", "http://rat.example:0/", "http://[::1/",
     "http://" + "a" * 70 + ".example/"],
)  # fmt: skip
def test_only_plain_web_addresses_are_opened(address):
    with pytest.raises(AddressInvalid):
        split(address)


def test_umlauts_and_spaces_are_encoded_once():
    parts = split("https://rät.example/bürger akte/%C3%A4?a=ä&b=%20")
    assert parts.geturl() == "https://xn--rt-via.example/b%C3%BCrger%20akte/%C3%A4?a=%C3%A4&b=%20"


def test_it_fetches_and_says_who_asks(fake):
    assert "Ratsinfo Talwinkel" in fetcher(fake).get(fake.system).text
    assert fake.agents == {"Werkspur OParl client (+https://oparl.org)"}


def test_this_machine_is_closed_without_the_explicit_word(fake):
    with pytest.raises(PrivateAddressRefused):
        fetcher(fake, allow_loopback=False).get(fake.system)
    assert fake.requests == []


def test_the_explicit_word_opens_loopback_only(fake):
    with pytest.raises(PrivateAddressRefused):
        Fetcher("http://rat.example", allow_loopback=True, resolver=lambda *_: ["10.0.0.8"]).get("http://rat.example/")


def test_one_private_address_among_public_ones_is_refused():
    mixed = Fetcher("http://rat.example", resolver=lambda *_: ["93.184.215.14", "127.0.0.1"])
    with pytest.raises(PrivateAddressRefused):
        mixed.get("http://rat.example/")


def test_a_name_that_changes_its_mind_is_checked_anew_at_every_connection(fake):
    port = fake.root.rpartition(":")[2]
    answers = iter([["127.0.0.1"], ["192.168.1.1"]])
    turning = fetcher(fake, resolver=lambda *_: next(answers))
    turning.root = split(f"http://rat.example:{port}")
    address = f"http://rat.example:{port}/system"
    assert turning.get(address).status == 200
    with pytest.raises(PrivateAddressRefused):
        turning.get(address)


def test_it_connects_to_the_checked_address_and_resolves_no_second_time(fake, monkeypatch):
    def forbidden(*_args, **_rest):
        raise AssertionError("resolved again")

    port = fake.root.rpartition(":")[2]
    named = Fetcher(f"http://rat.example:{port}", allow_loopback=True, resolver=lambda *_: ["127.0.0.1"])
    real = __import__("socket").getaddrinfo
    monkeypatch.setattr(
        "socket.getaddrinfo", lambda host, *a, **k: real(host, *a, **k) if host[0] == "1" else forbidden()
    )
    assert named.get(f"http://rat.example:{port}/system").status == 200


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:9/", "http://localhost:{port}/system", "http://10.0.0.1/", "http://192.168.0.1:{port}/",
     "https://anderswo.example/", "//anderswo.example/system", "http://[::1]:{port}/"],
)  # fmt: skip
def test_a_redirect_to_another_place_is_refused(fake, target):
    with_faults(fake, redirect_to=target.format(port=fake.root.rpartition(":")[2]))
    with pytest.raises(OtherHostRefused):
        fetcher(fake).get(fake.paper_list)
    assert len(fake.requests) == 1


def test_a_redirect_away_from_the_web_is_refused(fake):
    with_faults(fake, redirect_to="file:///etc/passwd")
    with pytest.raises(AddressInvalid):
        fetcher(fake).get(fake.paper_list)


def test_a_redirect_at_home_is_followed(fake):
    with_faults(fake, redirect_to="/system")
    assert fetcher(fake).get(fake.paper_list).address == fake.system


def test_redirects_in_circles_end(fake):
    with_faults(fake, redirect_to="/body/1/paper")
    with pytest.raises(TooManyRedirects):
        fetcher(fake).get(fake.paper_list)


def test_a_server_that_calls_itself_http_is_asked_by_https():
    secure = Fetcher("https://rat.example/oparl")
    assert secure.at_home("http://rat.example/paper?id=1#oben") == "https://rat.example/paper?id=1"
    with pytest.raises(OtherHostRefused):
        secure.at_home("http://rat.example:8080/paper")


def test_a_body_without_end_is_cut_at_the_bound(fake):
    with_faults(fake, endless=True)
    with pytest.raises(TooBig):
        fetcher(fake, limits={"max_bytes": 300_000}).get(fake.paper_list)


def test_a_packed_answer_is_unpacked_within_the_bound(fake):
    with_faults(fake, packed=True)
    whole = fetcher(fake).get(fake.paper_list).body
    assert whole.startswith(b'{"data"')
    with pytest.raises(TooBig):
        fetcher(fake, limits={"max_bytes": len(whole) - 1}).get(fake.paper_list)


def test_an_answer_that_breaks_off_is_no_answer(fake):
    with_faults(fake, cut=True)
    with pytest.raises(Unreachable):
        fetcher(fake).get(fake.system)


@pytest.mark.parametrize("switches", [{"slow_seconds": 3.0}, {"drip_seconds": 0.05}])
def test_a_slow_answer_is_cut_at_the_bound(fake, switches):
    with_faults(fake, **switches)
    began = time.monotonic()
    with pytest.raises(TooSlow):
        fetcher(fake, limits={"total_seconds": 0.4, "attempts": 1}).get(fake.paper_list)
    assert time.monotonic() - began < 2


def test_trouble_that_passes_is_tried_again_with_growing_pauses(fake):
    with_faults(fake, error_every=2)
    patient = fetcher(fake)
    assert [patient.get(fake.system).status for _ in range(3)] == [200, 200, 200]
    pauses: list[float] = []
    with_faults(fake, error_every=1)
    limits = Limits(pause_seconds=0, retry_seconds=2, attempts=4, max_pause_seconds=5)
    with pytest.raises(ServerFault) as caught:
        Fetcher(fake.root, limits=limits, allow_loopback=True, sleep=pauses.append).get(fake.system)
    assert pauses == [2, 4, 5]
    assert (caught.value.code, caught.value.status, caught.value.passing) == ("server-fault", 500, True)


def test_what_is_missing_is_not_asked_for_twice(fake):
    with pytest.raises(StatusRefused) as caught:
        fetcher(fake).get(fake.root + "/paper/99")
    assert caught.value.status == 404
    assert len(fake.requests) == 1


def test_between_requests_there_is_a_pause(fake):
    calm = fetcher(fake, limits={"pause_seconds": 0.15})
    for _ in range(3):
        calm.get(fake.system)
    gaps = [later - earlier for earlier, later in zip(fake.times, fake.times[1:], strict=False)]
    assert min(gaps) > 0.1


def test_nobody_there_and_no_such_name(fake):
    with pytest.raises(Unreachable):
        Fetcher("http://127.0.0.1:9", limits=Limits(retry_seconds=0, pause_seconds=0), allow_loopback=True).get(
            "http://127.0.0.1:9/"
        )

    def unknown(*_):
        raise OSError("no such name")

    with pytest.raises(NameUnknown):
        Fetcher("http://rat.example", limits=Limits(attempts=1), resolver=unknown).get("http://rat.example/")


def test_every_trouble_has_a_code_of_its_own():
    def below(kind):
        return [kind, *(found for child in kind.__subclasses__() for found in below(child))]

    codes = [kind.code for kind in below(OParlTrouble)]
    assert len(codes) == len(set(codes))
