"""Queries: the shapes that most panels ask in."""

WINDOW = "$__rate_interval"
"""As long as the panel's resolution wants it."""


def rate(metric: str, *by: str) -> str:
    """Of a counter, per second; of all, or for each value of some labels."""
    kept = f" by ({', '.join(by)}) " if by else ""
    return f"sum{kept}(rate({metric}[{WINDOW}]))"


def mean(metric: str, *by: str) -> str:
    """Of a histogram."""
    return f"{rate(f'{metric}_sum', *by)} / {rate(f'{metric}_count', *by)}"


def quantiles(metric: str, *by: str) -> dict[str, str]:
    """Of a histogram, by legend: the median, and what 95 and 99 of a hundred stay below."""
    legend = "".join(f"{{{{{label}}}}} " for label in by)
    spread = rate(f"{metric}_bucket", "le", *by)
    return {f"{legend}p{share}": f"histogram_quantile(0.{share}, {spread})" for share in (50, 95, 99)}
