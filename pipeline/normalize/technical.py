"""Technical writing: releases, ports, protocols; `point` and `colon` are the names of their signs."""

from pipeline.normalize.rules import Rule, rule


def technical_rules(point: str, colon: str) -> tuple[Rule, ...]:
    """1.2.3-alpha.1, HTTP/2, 10.0.0.1:8080."""
    return (
        rule(r"(?:(?<=alpha)|(?<=beta)|(?<=-rc))\.(?=[0-9])", lambda _: f" {point} "),
        rule(r"(?:(?<=\b[A-Z])(?=\.[0-9]{3}(?!\w))|(?<=[0-9]{5}))\.(?=[0-9]{2,6}(?![0-9]))", lambda _: f" {point} "),
        rule(r"(?<=[A-Z])/(?=[0-9](?!\w))", lambda _: " "),
        rule(r"(?:(?<=\.[0-9])|(?<=\.[0-9]{2})|(?<=\.[0-9]{3})):(?=[0-9]{2,5}(?![0-9:]))", lambda _: f" {colon} "),
    )
