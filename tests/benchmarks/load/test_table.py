from benchmarks.load.run import report
from benchmarks.load.table import table


async def test_a_run_is_readable_and_has_dashes_where_nothing_succeeded(plan):
    told = await report(plan(driver="null", rate=50.0, duration_s=0.2))
    told["summary"]["errors"] = {"status 429": 3}
    told["client"]["null_server"] = {"ttfa_ms": {"p50": 1.23, "p99": 4.56}}
    told["server"] = {"cpu_s": 1.5, "peak_rss_bytes": 3 * 2**20}
    text = table(told)
    assert "null at a null server, sentences as pcm, 50 per second, 0.2 s, seed 1" in text
    for part in ("TTFA, ms", "latency, ms", "p99", "95 %", "audio-s/s", "100.0% of the streams", "3 status 429"):
        assert part in text
    assert "against a null server TTFA p50 1.2, p99 4.6 ms" in text
    assert "server: 1.50 CPU s, 3 MiB" in text

    none = dict.fromkeys(("p50", "p90", "p95", "p99", "max"))
    told["summary"] |= {"ttfa_ms": none, "ttfa_ms_interval": {}, "rtf_p50": None, "never_starved": None}
    assert "RTF p50 -, - of the streams" in table(told)
