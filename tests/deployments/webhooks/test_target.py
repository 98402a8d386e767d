"""URLs that are taken, and why others are not."""

import pytest

from deployments.webhooks.errors import ForbiddenTarget
from deployments.webhooks.target import check_url


@pytest.mark.parametrize(
    "url",
    [
        "https://receiver.example/hook?token=a%20b",
        "http://receiver.example:8080",
        "HTTPS://Receiver.Example./",
        "https://bücher.example/ü",
        "https://8.8.8.8/hook",
        "https://[2606:4700:4700::1111]:8443/hook",
        "https://under_score.example/",
        "https://receiver.example:65535/",
        "https://localhost.example/",
        "https://0x.example/",
    ],
)
@pytest.mark.parametrize("allow_private", [False, True])
def test_public_urls_are_taken(url, allow_private):
    check_url(url, allow_private=allow_private)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://localhost:8080/", "names this machine itself"),
        ("http://LocalHost./", "names this machine itself"),
        ("http://api.localhost/", "names this machine itself"),
        ("http://127.0.0.1/", "names the address 127.0.0.1, which is not public"),
        ("http://①②⑦.0.0.1/", "not public"),
        ("http://127。0。0。1/", "not public"),
        ("http://0.0.0.0/", "not public"),
        ("http://169.254.169.254/latest/meta-data", "not public"),
        ("http://[::1]/", "not public"),
        ("http://[::]/", "not public"),
        ("http://[::ffff:10.0.0.1]/", "not public"),
        ("http://[64:ff9b::a00:1]/", "not public"),
        ("http://[fe80::1%eth0]/", "not public"),
    ],
)
def test_private_ones_only_where_the_settings_say_so(url, reason):
    with pytest.raises(ForbiddenTarget, match=reason):
        check_url(url, allow_private=False)
    check_url(url, allow_private=True)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "does not begin with 'https://'"),
        ("receiver.example/hook", "does not begin with 'https://'"),
        ("//receiver.example/hook", "does not begin with 'https://'"),
        ("ftp://receiver.example/", "does not begin with 'https://'"),
        ("file:///etc/passwd", "does not begin with 'https://'"),
        ("gopher://receiver.example/", "does not begin with 'https://'"),
        ("https://user:password@receiver.example/", "user name or a password"),
        ("https://user@receiver.example/", "user name or a password"),
        ("https://:password@receiver.example/", "user name or a password"),
        ("https://receiver.example:0/", "has the port 0"),
        ("https://receiver.example:65536/", "cannot be read: Port out of range"),
        ("https://receiver.example:http/", "cannot be read"),
        ("https:///hook", "names no host"),
        ("https:receiver.example", "names no host"),
        ("https://[::1", "cannot be read"),
        ("https://receiver.example\\@127.0.0.1/", "cannot be read"),
        ("https://receiver.example/a b", "holds blanks or control characters"),
        ("https://receiver.example/\r\nHost: other", "holds blanks or control characters"),
        ("https://receiver\t.example/", "holds blanks or control characters"),
        ("https://receiver.example/\u202e", "holds blanks or control characters"),
        ("https://receiver.example/" + "a" * 2030, "longer than 2048 characters"),
        ("https://" + "a." * 130 + "example/", "no host can have"),
        ("https://" + "a" * 64 + ".example/", "no host can have"),
        ("https://127.0.0.1%00.example/", "no host can have"),
        ("https://%31%32%37.0.0.1/", "unusual form"),
        ("https://receiver..example/", "no host can have"),
        ("https://-receiver.example/", "no host can have"),
        ("http://2130706433/", "unusual form"),
        ("http://127.1/", "unusual form"),
        ("http://0x7f000001/", "unusual form"),
        ("http://0x7f.0.0.1/", "unusual form"),
        ("http://0177.0.0.1/", "unusual form"),
        ("http://0xa9.0xfe.0xa9.0xfe/", "unusual form"),
        ("http://127.0.0.1./", "unusual form"),
        ("http://receiver.1/", "unusual form"),
    ],
)
@pytest.mark.parametrize("allow_private", [False, True])
def test_what_is_no_url_of_a_receiver_is_refused_in_any_case(url, reason, allow_private):
    with pytest.raises(ForbiddenTarget, match=reason) as refused:
        check_url(url, allow_private=allow_private)
    assert isinstance(refused.value, ValueError)
