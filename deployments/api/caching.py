"""Cache-Control: what a caller says about audio that was made before (RFC 9111, section 5.2.1)."""

from pipeline.spec import CachePolicy


def cache_policy(cache_control: str | None) -> CachePolicy:
    """`no-cache` has it made anew, `no-store` also keeps it out of every cache; other directives change nothing."""
    directives = {part.strip().lower() for part in (cache_control or "").split(",")}
    if "no-store" in directives:
        return "off"
    return "renew" if "no-cache" in directives else "use"
