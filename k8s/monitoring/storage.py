"""The dashboard "storage": cache, object store, batches, webhooks."""

from k8s.monitoring.grafana import Dashboard, Panel
from k8s.monitoring.queries import rate

HITS = 'ray_declaim_cache_total{outcome="hit"}'
LOOKS = 'ray_declaim_cache_total{outcome=~"hit|miss"}'

STORAGE = Dashboard(
    "declaim-storage",
    "Declaim: storage and batches",
    {
        "Cache": (
            Panel(
                "Found",
                "percentunit",
                {"{{holds}}": f"{rate(HITS, 'holds')} / {rate(LOOKS, 'holds')}"},
                "Of what was looked for.",
            ),
            Panel(
                "What the cache answered",
                "ops",
                {"{{holds}} {{outcome}}": rate("ray_declaim_cache_total", "holds", "outcome")},
                "failed: Redis is away, or does not answer in time.",
            ),
            Panel(
                "Segments",
                "none",
                {"{{source}}": rate("ray_declaim_segments_total", "source")},
                "Per second, kept before or made.",
            ),
        ),
        "Object store": (
            Panel(
                "Looks into the object store",
                "ops",
                {"{{outcome}}": rate("ray_declaim_objects_total", "outcome")},
                "About one a second from each Ingress and BatchWorker.",
            ),
        ),
        "Batches": (
            Panel(
                "Open",
                "none",
                {"batches": "sum(ray_declaim_batches_open)", "items at work": "sum(ray_declaim_batch_running)"},
            ),
            Panel(
                "Items",
                "ops",
                {"{{outcome}}": rate("ray_declaim_batch_items_total", "outcome")},
                "Each try counts.",
            ),
            Panel(
                "Audio seconds per second",
                "none",
                {"made or found": rate("ray_declaim_batch_audio_seconds_total")},
            ),
        ),
        "Webhooks": (
            Panel(
                "Attempts",
                "ops",
                {"{{outcome}}": rate("ray_declaim_webhooks_total", "outcome")},
                "due: failed, and will be tried again; given_up: tried for a day, or the receiver is gone.",
            ),
        ),
    },
)
