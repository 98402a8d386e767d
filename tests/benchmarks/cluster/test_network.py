"""Lines between namespaces of this machine, where that is allowed."""

import subprocess

import pytest

from benchmarks.cluster.network import Network, NoNetwork


@pytest.fixture
def network():
    try:
        made = Network()
    except NoNetwork as missing:
        pytest.skip(f"no network of our own: {missing}")
    yield made
    made.close()


def reaches(network: Network, host: str, address: str) -> bool:
    """Whether anyone there says something, be it that nobody listens."""
    asked = f"import socket; s = socket.socket(); s.settimeout(0.3); print(s.connect_ex(('{address}', 9)))"
    command = ["ip", "netns", "exec", network.namespace(host), "python3", "-c", asked]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "111"


def test_a_host_that_is_cut_off_hears_nothing_until_it_is_healed(network):
    first, second = network.add("one"), network.add("two")
    assert reaches(network, "one", second)
    network.cut("two")
    assert not reaches(network, "one", second)
    network.heal("two")
    assert reaches(network, "two", first)


def test_nothing_is_left(network):
    network.add("one")
    network.close()
    for words in (["link"], ["netns"]):
        assert network.name not in subprocess.run(["ip", *words], capture_output=True, text=True, check=True).stdout
    network.close = lambda: None


def test_what_is_missing_is_told(monkeypatch):
    monkeypatch.setattr("benchmarks.cluster.network.shutil.which", lambda _: None)
    monkeypatch.setattr("benchmarks.cluster.network.os.geteuid", lambda: 0)
    with pytest.raises(NoNetwork, match="iproute2"):
        Network()
