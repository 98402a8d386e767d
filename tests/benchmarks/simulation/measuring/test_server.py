import os

import psutil

from benchmarks.simulation.measuring import server as measuring
from benchmarks.simulation.measuring.server import machine_s, spent_s


class Nobody:
    """A server that has no processes, and is asked nothing."""

    url = "http://127.0.0.1:1"

    def processes(self):
        return []


async def test_what_is_used_is_counted(unused_tcp_port):
    server = Nobody()
    server.url = f"http://127.0.0.1:{unused_tcp_port}"
    made = await measuring.loaded(server, "sentences", 0.2, rate=30)
    assert made.outcomes
    assert {outcome.error for outcome in made.outcomes} == {"connection refused"}
    assert 0 < made.cpu_s < 1
    assert made.engine_cpu_s == 0
    assert 0 <= made.others_cores < os.cpu_count() + 1


def test_a_process_that_is_gone_uses_nothing():
    process = psutil.Popen(["true"])
    process.wait()
    assert spent_s(process) == 0


def test_the_machine_works():
    assert machine_s() > 0
