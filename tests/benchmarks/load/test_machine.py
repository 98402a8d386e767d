from benchmarks.load.machine import machine, processor, versions


def test_what_it_runs_on():
    assert machine()["cores"] >= 1
    assert machine()["cpu"] == processor() != ""
    assert versions().keys() == {"python", "aiohttp", "av", "numpy"}
