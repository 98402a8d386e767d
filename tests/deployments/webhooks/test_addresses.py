"""What is public, what is not, and the other ways to write both."""

from collections.abc import Iterator

import pytest

from deployments.webhooks.addresses import is_public

PUBLIC_4 = ["8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "223.255.255.254"]
OTHER_4 = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.0.9", "169.254.169.254"),
    *("168.63.129.16", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1"),
    *("198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255"),
]
PUBLIC_6 = ["2606:4700:4700::1111", "2a00:1450:4001::1"]
OTHER_6 = [
    *("::", "::1", "::127.0.0.1", "100::1", "64:ff9b:1::808:808", "2001::1", "2001:db8::1", "3fff::1", "4000::1"),
    *("fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1", "5f00::1"),
]


def inside_v6(addresses: list[str]) -> Iterator[str]:
    """IPv4-mapped, NAT64 and 6to4."""
    for address in addresses:
        a, b, c, d = (int(part) for part in address.split("."))
        yield from (f"::ffff:{address}", f"64:ff9b::{address}", f"2002:{a:02x}{b:02x}:{c:02x}{d:02x}::1")


@pytest.mark.parametrize("address", [*PUBLIC_4, *PUBLIC_6, *inside_v6(PUBLIC_4)])
def test_hosts_on_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", [*OTHER_4, *OTHER_6, *inside_v6(OTHER_4)])
def test_all_else_is_not(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "text", ["", "example.com", "2130706433", "127.1", "0x7f.0.0.1", "8.8.8.8.", "[::1]", "8.8.8.08"]
)
def test_what_is_no_address_is_not_public(text):
    assert not is_public(text)
