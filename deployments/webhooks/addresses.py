"""Which addresses are public: those of a host on the internet, and none that leads back into somebody's own network."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

GLOBAL_UNICAST = ip_network("2000::/3")
NAT64 = ip_network("64:ff9b::/96")
"""Where networks that have IPv6 alone put IPv4's addresses."""

SPECIAL = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments, and some clouds' metadata
        "192.88.99.0/24",  # 6to4's relays
        "168.63.129.16/32",  # Azure's own, from within its machines
        "2001::/23",  # protocol assignments, Teredo
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)
"""What looks global to some version of Python and is not: IANA's registries of special-purpose addresses."""


def is_public(text: str) -> bool:
    """Whether `text` is the address of a host on the internet; false for what is no address."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return public(address)


def public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        if (inner := embedded(address)) is not None:
            return public(inner)
        if address not in GLOBAL_UNICAST:
            return False
    return address.is_global and not address.is_multicast and not any(address in network for network in SPECIAL)


def embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that it leads to, if it is another way to write one."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
