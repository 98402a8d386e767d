"""Results as one HTML file that loads nothing, runs nothing and believes nothing of what the files say."""

from collections.abc import Iterator, Sequence
from html import escape

from benchmarks.report import svg, tables
from benchmarks.report.distribution import distribution
from benchmarks.report.knee import saturated
from benchmarks.report.result import Result, printable
from benchmarks.report.saturation import saturation
from benchmarks.report.svg import DARK, DARK_GRID, GRID, SERIES, Plot, styled
from benchmarks.report.tables import Table, described
from benchmarks.report.timeline import timeline


def variables(colors: Sequence[str], grid: str) -> str:
    return "".join(f"--s{number}: {color}; " for number, color in enumerate(colors)) + f"--grid: {grid};"


STYLE = f"""
:root {{ color-scheme: light dark; {variables(SERIES, GRID)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {variables(DARK, DARK_GRID)} }} }}
body {{ font: 15px/1.45 system-ui, sans-serif; max-width: 1100px; margin: 2em auto; padding: 0 1em; }}
h1, p, figcaption, dd, pre {{ overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }}
caption, figcaption, dt {{ text-align: left; font-weight: bold; }}
th, td {{ padding: .2em .6em; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--grid); }}
thead th {{ vertical-align: bottom; white-space: normal; }}
th:first-child, td:nth-child(2), th:nth-child(2) {{ text-align: left; }}
.wide {{ overflow-x: auto; }}
.note {{ margin: .3em 0 2em; font-size: 13px; }}
figure {{ margin: 2em 0; }}
svg {{ width: 100%; height: auto; }}
dd {{ margin: 0 0 .4em 1.5em; }}
pre {{ white-space: pre-wrap; margin: 0; }}
"""

NO_LOADING = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"


def page(results: Sequence[Result]) -> str:
    title = safe(f"Load: {', '.join(result.label for result in results)}")
    return "\n".join(
        [
            f'<!doctype html><html lang="en"><head><meta charset="utf-8">{NO_LOADING}',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>",
            *(f"<p>{safe(result.label)}: {safe(described(result))}.{knee(result)}</p>" for result in results),
            *map(table, (tables.overview(results), tables.errors(results))),
            *pictures(results),
            *map(table, (tables.percentiles(results), tables.client(results), tables.server(results))),
            "<h2>What was measured, on what</h2>",
            *(part for result in results for part in origin(result)),
            "</main></body></html>",
        ]
    )


def safe(text: object) -> str:
    return escape(printable(str(text)))


def knee(result: Result) -> str:
    return f" Saturated at: {safe(saturated(result.levels))}." if len(result.levels) > 1 else ""


def table(told: Table) -> str:
    """Nothing if it has no rows."""
    if not told.rows:
        return ""
    head = "".join(f'<th scope="col">{safe(cell)}</th>' for cell in told.head)
    rows = "".join(
        f'<tr><th scope="row">{safe(first)}</th>{"".join(f"<td>{safe(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in told.rows
    )
    caption = safe(told.title)
    return (
        f'<div class="wide" role="region" aria-label="{caption}" tabindex="0"><table><caption>{caption}</caption>'
        f'<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div><p class="note">{safe(told.note)}</p>'
    )


def pictures(results: Sequence[Result]) -> Iterator[str]:
    with styled():
        for number, plot in enumerate(plots(results)):
            yield f"<figure><figcaption>{safe(plot.title)}</figcaption>{svg.svg(plot, f'plot{number}')}</figure>"


def plots(results: Sequence[Result]) -> Iterator[Plot]:
    """Runs are drawn beside each other, sweeps too; each sweep has its own distributions besides."""
    sweeps = [result for result in results if len(result.levels) > 1]
    for kind in ("concurrency", "rate"):
        if alike := [sweep for sweep in sweeps if {level.load.kind for level in sweep.levels} == {kind}]:
            yield saturation(alike)
    single = [result for result in results if len(result.levels) == 1]
    for together in filter(None, (single, *([sweep] for sweep in sweeps))):
        if found := distribution(together):
            yield found
    yield from map(timeline, results)


def origin(result: Result) -> Iterator[str]:
    run = result.first
    arguments = run.arguments.model_dump(exclude={"rate", "concurrency"})
    told = {
        "asked": ", ".join(f"{name} {value}" for name, value in arguments.items() if value is not None),
        "machine": ", ".join(f"{name} {value}" for name, value in run.machine.items()),
        "client": ", ".join(f"{name} {value}" for name, value in run.versions.items()),
    }
    yield f"<h3>{safe(result.label)}</h3><dl>"
    yield from (f"<dt>{name}</dt><dd>{safe(value)}</dd>" for name, value in told.items())
    yield f"<dt>to do it again</dt><dd><pre><code>{safe(result.command)}</code></pre></dd></dl>"
