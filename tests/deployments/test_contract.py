"""The running server held against the OpenAPI document that it serves."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(180)]

NOT_PROMISED = (
    "positive_data_acceptance",  # which voices there are, and what each can do, is more than a schema says
    "ignored_auth",  # this server was started without keys
)


# A time-out of a microsecond is asked for too, and refused work is an answer: 500 is the one that is none.
CONFIG = """
[checks]
not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", 503, 504]
"""


def test_every_answer_is_one_that_the_document_names(server, tmp_path):
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    command = [Path(sys.executable).with_name("schemathesis"), "run", f"{server.url}/openapi.json"]
    how = [
        "--max-examples=25",
        "--generation-deterministic",
        "--phases=examples,coverage,fuzzing",
        f"--exclude-checks={','.join(NOT_PROMISED)}",
    ]
    run = subprocess.run([*command, *how], check=False, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"\b(\d+) selected / \1 total", run.stdout)
