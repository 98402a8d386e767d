"""The dashboard "engines": how full, how far behind and how well they are."""

from k8s.monitoring.grafana import Dashboard, Panel
from k8s.monitoring.queries import mean, quantiles, rate

ENGINES = Dashboard(
    "declaim-engines",
    "Declaim: engines",
    {
        "Work": (
            Panel(
                "Audio seconds per second",
                "none",
                {"{{engine}}": rate("ray_declaim_audio_made_seconds_total", "engine")},
            ),
            Panel(
                "Segments in a batch",
                "none",
                {"{{engine}}": mean("ray_declaim_batch_rows", "engine")},
                "Mean; engines without a batched model say nothing.",
            ),
            Panel("Padding in a batch", "percentunit", {"{{engine}}": mean("ray_declaim_batch_padding", "engine")}),
        ),
        "Queues": (
            Panel(
                "Audio that listeners wait for",
                "s",
                {"{{engine}}": "sum by (engine) (ray_declaim_queued_audio_seconds)"},
            ),
            Panel(
                "Seconds until that is made",
                "s",
                {"{{engine}}": "max by (engine) (declaim:queue_drain:seconds)"},
                "At the speed of the last two minutes.",
            ),
            Panel(
                "Expected wait of a new segment",
                "s",
                {"{{engine}}": "max by (engine) (ray_declaim_expected_wait_seconds)"},
                "When an Encoder last had to know.",
            ),
            Panel("Longest wait in a batch", "s", quantiles("ray_declaim_queue_wait_seconds", "engine")),
        ),
        "Failures": (
            Panel(
                "Breakers",
                "none",
                {"{{engine}}": "max by (engine) (ray_declaim_breaker)"},
                "1: left alone by an Encoder at least; 0.5: being tried again.",
            ),
            Panel(
                "Times that a breaker opened",
                "none",
                {"{{engine}}": "sum by (engine) (increase(ray_declaim_breaker_opened_total[$__rate_interval]))"},
            ),
            Panel(
                "Segments per second spoken by a stand-in",
                "none",
                {
                    "for {{engine}}": rate("ray_declaim_fallback_segments_total", "engine"),
                    "{{engine}} was too far behind": rate("ray_declaim_queue_fallbacks_total", "engine"),
                },
            ),
            Panel(
                "Segments begun anew",
                "none",
                {"{{engine}}": rate("ray_declaim_segments_retried_total", "engine")},
            ),
        ),
        "Machines": (
            Panel("GPUs at work", "percent", {"{{ip}} {{GpuIndex}}": "ray_node_gpus_utilization"}),
            Panel(
                "GPU memory used",
                "percentunit",
                {"{{ip}} {{GpuIndex}}": "ray_node_gram_used / (ray_node_gram_used + ray_node_gram_available)"},
            ),
            Panel("Cores at work", "percent", {"{{ip}}": "ray_node_cpu_utilization"}),
            Panel("Memory used", "percentunit", {"{{ip}}": "ray_node_mem_used / ray_node_mem_total"}),
            Panel(
                "CPU seconds of gain, limiter and codec per second of audio",
                "none",
                {
                    "{{format}}": f"{rate('ray_declaim_encoder_cpu_seconds_total', 'format')}"
                    f" / {rate('ray_declaim_encoded_seconds_total', 'format')}"
                },
            ),
        ),
    },
)
