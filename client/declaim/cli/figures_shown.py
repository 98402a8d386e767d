"""Figures shown: two looks at a server as a text, and as an object for programs."""

from dataclasses import asdict

from declaim.cli.looking import Counted, Look
from declaim.cli.progress import clock_time
from declaim.cli.voices import aligned
from declaim.figures import Totals

NONE = "-"
"""Where there was nothing to measure."""

BREAKERS = {0.0: "closed", 0.5: "half open", 1.0: "open"}


def as_json(before: Look, now: Look) -> dict[str, object]:
    """Shares are between 0 and 1, times in seconds; what is not known is null."""
    return {
        "url": now.url,
        "up": not now.down,
        "ready": not (now.down or now.not_ready),
        "reason": now.down or now.not_ready or None,
        "voices": now.voices if isinstance(now.voices, dict) else None,
        "metrics": _metrics(before.counted, now.counted),
    }


def as_text(before: Look, now: Look) -> str:
    """Some lines, with the reason in words where something cannot be told."""
    if now.down:
        return f"{now.url} is down: {now.down}"
    lines = [f"{now.url} is not ready: {now.not_ready}" if now.not_ready else f"{now.url} is ready", _voices(now)]
    if isinstance(now.counted, str):
        return "\n".join([*lines, f"metrics cannot be read: {now.counted}"])
    return "\n".join([*lines, "", *_totals(before.counted, now.counted), "", *_engines(before.counted, now.counted)])


def _voices(now: Look) -> str:
    if isinstance(now.voices, str):
        return f"voices cannot be listed: {now.voices}"
    return f"voices: {', '.join(f'{engine} {count}' for engine, count in sorted(now.voices.items())) or 'none'}"


def _metrics(before: Counted | str, now: Counted | str) -> dict[str, object] | None:
    if isinstance(now, str):
        return None
    between, took_s = _between(before, now)
    return {
        "window_s": took_s,
        "window": _told(between),
        "since_start": _told(now.totals),
        "open_renders": now.open_renders,
        "engines": {name: asdict(engine) for name, engine in now.engines.items()},
    }


def _told(totals: Totals) -> dict[str, object]:
    counts = asdict(totals)
    del counts["heard"]
    return {
        **counts,
        "ttfa_p50_s": totals.ttfa_s(0.5),
        "ttfa_p95_s": totals.ttfa_s(0.95),
        "cache_hit_share": _share(totals.cache_hits, totals.cache_looks),
        "fallback_share": _share(totals.fallback_segments, totals.segments),
    }


def _between(before: Counted | str, now: Counted) -> tuple[Totals, float]:
    """What came since the look before, and in how many seconds: nothing where that one saw no metrics."""
    if isinstance(before, str):
        before = now
    return now.totals.since(before.totals), now.at_s - before.at_s


def _totals(before: Counted | str, now: Counted) -> list[str]:
    lately, took_s = _between(before, now)
    whole = now.totals
    shares = [
        (_share(each.cache_hits, each.cache_looks), _share(each.fallback_segments, each.segments))
        for each in (lately, whole)
    ]
    (hits, stood_in), (all_hits, all_stood_in) = shares
    return aligned(
        [
            ("", f"last {took_s:.0f} s", "since the start"),
            ("requests", _rate(lately.requests, took_s, "/s"), f"{whole.requests:,.0f}"),
            ("not answered", f"{lately.not_answered:,.0f}", f"{whole.not_answered:,.0f}"),
            ("first audio, p50", _seconds(lately.ttfa_s(0.5)), _seconds(whole.ttfa_s(0.5))),
            ("first audio, p95", _seconds(lately.ttfa_s(0.95)), _seconds(whole.ttfa_s(0.95))),
            ("audio made", _rate(lately.audio_made_s, took_s, " s/s"), clock_time(whole.audio_made_s)),
            ("found in the cache", _percent(hits), _percent(all_hits)),
            ("spoken by a stand-in", _percent(stood_in), _percent(all_stood_in)),
            ("renders at work", f"{now.open_renders:.0f}", ""),
        ]
    )


def _engines(before: Counted | str, now: Counted) -> list[str]:
    earlier = now if isinstance(before, str) else before
    rows: list[tuple[str, ...]] = [("ENGINE", "REPLICAS", "AUDIO MADE", "QUEUE", "WAIT", "BREAKER")]
    for name, engine in now.engines.items():
        made_s = engine.audio_made_s - (earlier.engines[name].audio_made_s if name in earlier.engines else 0)
        rows.append(
            (
                name,
                NONE if engine.replicas is None else str(engine.replicas),
                _rate(max(0.0, made_s), now.at_s - earlier.at_s, " s/s"),
                f"{engine.queued_audio_s:.1f} s",
                f"{engine.expected_wait_s:.1f} s",
                BREAKERS.get(engine.breaker, NONE),
            )
        )
    return aligned(rows)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{share:.1%}"


def _seconds(duration_s: float | None) -> str:
    return NONE if duration_s is None else f"{duration_s:.3f} s"


def _rate(count: float, took_s: float, unit: str) -> str:
    return f"{count / took_s:,.1f}{unit}" if took_s else NONE
