"""The dashboard "cost": what a million characters cost, at prices that whoever looks types in."""

from k8s.monitoring.grafana import Dashboard, Panel
from k8s.monitoring.queries import rate

PRICE = "($gpu_hour * (sum(ray_node_gpus_available) or vector(0)) + $core_hour * sum(ray_node_cpu_count))"
"""Of all nodes, by the hour, whether they are busy or not."""
AVERAGE_PRICE = f"avg_over_time({PRICE}[$__range:1m])"


def millions_an_hour(window: str) -> str:
    return f"(sum(rate(ray_declaim_characters_total[{window}])) * 3600 / 1e6)"


COST = Dashboard(
    "declaim-cost",
    "Declaim: cost",
    {
        "Over the chosen time": (
            Panel(
                "A million characters",
                "none",
                {"": f"{AVERAGE_PRICE} / {millions_an_hour('$__range')}"},
                "In the currency of the prices above. Kept answers count as spoken.",
                "stat",
                8,
            ),
            Panel("An hour of all nodes", "none", {"": AVERAGE_PRICE}, "", "stat", 8),
            Panel("Characters", "short", {"": "sum(increase(ray_declaim_characters_total[$__range]))"}, "", "stat", 8),
        ),
        "As it went": (
            Panel(
                "A million characters", "none", {"price": f"{PRICE} / {millions_an_hour('1h')}"}, "Of the hour before."
            ),
            Panel(
                "Characters per second",
                "none",
                {"{{lane}}": rate("ray_declaim_characters_total", "lane")},
            ),
            Panel(
                "What is paid for", "none", {"GPUs": "sum(ray_node_gpus_available)", "cores": "sum(ray_node_cpu_count)"}
            ),
        ),
    },
    {"gpu_hour": ("A GPU, by the hour", "2.00"), "core_hour": ("A core, by the hour", "0.04")},
)
