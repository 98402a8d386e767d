from benchmarks.load.outcome import Outcome
from benchmarks.load.summary import summary
from benchmarks.load.table import cost, load, server, table

ARGUMENTS = {
    "driver": "openai",
    "target": "http://there",
    "workload": "sentences",
    "audio_format": "pcm",
    "rate": 50.0,
    "concurrency": None,
    "duration_s": 10.0,
    "seed": 1,
}
QUICK = {"p50": 1.23, "p99": 4.56, "max": 9.0}


GPU = {"index": 0, "utilisation_mean": 0.6, "utilisation_max": 1.0, "peak_memory_bytes": 2**30}


def told(*outcomes: Outcome) -> str:
    client = {"cpu_s": 2.0, "sent_late_ms": QUICK, "stalls_ms": QUICK, "null_server": {"ttfa_ms": QUICK}}
    server = {"cpu_s": 1.5, "peak_rss_bytes": 3 * 2**20}
    figures = summary(outcomes, 10.0)
    return table({"arguments": ARGUMENTS, "summary": figures, "client": client, "server": server})


def test_a_run_is_readable():
    refused = Outcome(1.0, 0.1, 20, 1.0, error="status 429")
    text = told(Outcome(0.0, 0.1, 20, 250.0, ttfa_ms=100.0, audio_s=2.5, audio_in_time_s=2.5), refused)
    assert "openai at http://there, sentences as pcm, 50 per second, 10 s, seed 1" in text
    assert "TTFA, ms                 100.0" in text
    assert "100.0-100.0" in text
    assert "0.25 audio-s/s, 0.10 requests/s, RTF p50 0.1000, 100.0% of the streams never starved" in text
    assert "2 requests, 1 failed, 1 status 429" in text
    assert "against a null server TTFA p50 1.2, p99 4.6 ms" in text
    assert "server: 1.50 CPU s, 3 MiB" in text


def test_gpus_have_lines_of_their_own():
    used = {"cpu_s": 1.5, "peak_rss_bytes": 3 * 2**20, "gpus": [{**GPU, "power_mean_w": 310.4, "power_max_w": None}]}
    assert server({"server": used})[1] == "GPU 0: 60% busy, 100% at most; 1024 MiB at most; 310 W, - at most"


def test_a_cost_is_told_where_there_is_one():
    told = {"currency": "EUR", "per_hour": 1, "characters": 5, "cost_per_million_characters": 7.0, "busy": {}}
    assert cost({"cost": told})[0].startswith("cost: 7 EUR per million characters")
    assert cost({}) == []


def test_uneven_arrivals_are_named():
    assert load({**ARGUMENTS, "burstiness": 0.5}) == "50 per second (burstiness 0.5)"
    assert load({**ARGUMENTS, "rate": None, "concurrency": 8}) == "8 callers"


def test_where_nothing_succeeded_there_are_dashes():
    assert "RTF p50 -, - of the streams" in told()
