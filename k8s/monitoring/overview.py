"""The dashboard "overview": whether the objectives are met, and what listeners get."""

from k8s.monitoring.grafana import Dashboard, Panel
from k8s.monitoring.queries import quantiles, rate

REQUESTS = "sum(increase(ray_declaim_requests_total[$__range]))"
LOST = 'sum(increase(ray_declaim_requests_total{outcome=~"failed|refused"}[$__range]))'
IN_TIME = 'sum(increase(ray_declaim_ttfa_seconds_bucket{le="0.3"}[$__range]))'
HEARD = "sum(increase(ray_declaim_ttfa_seconds_count[$__range]))"


OVERVIEW = Dashboard(
    "declaim-overview",
    "Declaim: overview",
    {
        "Objectives, over the chosen time": (
            Panel(
                "Requests answered",
                "percentunit",
                {"": f"1 - ({LOST} or vector(0)) / {REQUESTS}"},
                "The objective is 99.9 %. Refused for overload counts as not answered; who left does not.",
                "stat",
                6,
            ),
            Panel(
                "Heard within 0.3 s", "percentunit", {"": f"{IN_TIME} / {HEARD}"}, "The objective is 95 %.", "stat", 6
            ),
            Panel(
                "Error budget used",
                "percentunit",
                {"": f"({LOST} or vector(0)) / {REQUESTS} / 0.001"},
                "All of it at 100 %.",
                "stat",
                6,
            ),
            Panel(
                "Time to first audio, p95",
                "s",
                {"": "max(declaim:ttfa_seconds:p95_rate5m)"},
                "Over the last five minutes.",
                "stat",
                6,
            ),
        ),
        "Requests": (
            Panel(
                "Requests",
                "reqps",
                {"{{outcome}}": rate("ray_declaim_requests_total", "outcome")},
            ),
            Panel(
                "Time to first audio",
                "s",
                quantiles("ray_declaim_ttfa_seconds"),
                "Of those who listen; kept answers included.",
            ),
            Panel(
                "Budgets are spent at so many times their pace",
                "none",
                {
                    "requests, 1 h": "max(declaim:requests_lost:ratio_rate1h) / 0.001",
                    "first audio, 1 h": "max(declaim:ttfa_late:ratio_rate1h) / 0.05",
                },
                "At 1 a budget lasts exactly 30 days.",
            ),
            Panel(
                "How they were answered",
                "reqps",
                {"{{cache}}": rate("ray_declaim_requests_total", "cache")},
                "hit: kept before; joined: with somebody who asked for the same; miss: made.",
            ),
            Panel(
                "Renders at work",
                "none",
                {"renders": "sum(ray_declaim_open_renders)"},
                "Above limits.max_open_renders of an Ingress, new ones are refused.",
            ),
            Panel("Audio of renders at work", "s", {"by estimate": "sum(ray_declaim_open_audio_seconds)"}),
        ),
        "Speech": (
            Panel(
                "Audio seconds per second",
                "none",
                {
                    "made": rate("ray_declaim_audio_made_seconds_total"),
                    "sent": rate("ray_declaim_audio_served_seconds_total"),
                    "of batches": rate("ray_declaim_batch_audio_seconds_total"),
                },
            ),
            Panel("Seconds in the engine per second of audio", "none", quantiles("ray_declaim_rtf", "engine")),
            Panel(
                "Segments spoken by a stand-in",
                "percentunit",
                {"of all": "max(declaim:fallback_segments:ratio_rate10m)"},
            ),
            Panel(
                "Event loop of an Ingress held",
                "s",
                quantiles("ray_declaim_loop_held_seconds"),
                "By one thing, while all others wait; only what takes 15 ms or more is counted.",
            ),
            Panel("Replicas", "none", {"{{deployment}}": "sum by (deployment) (ray_serve_deployment_replica_healthy)"}),
            Panel(
                "Replicas that went away in half an hour", "none", {"{{deployment}}": "declaim:replicas_gone:count30m"}
            ),
        ),
    },
)
