"""The `declaim` command as a whole: exit codes, and one line for every error."""

import os
import signal
import subprocess
import sys
import time

import pytest

from declaim import retries
from declaim.cli import main

COMMAND = [sys.executable, "-c", "import sys; from declaim.cli import main; sys.exit(main())"]


@pytest.fixture
def environment() -> dict[str, str]:
    """Of a process that finds this client, wherever it was started."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONWARNINGS": "error"}


@pytest.fixture
def endless(serve):
    """The address of a server that never stops speaking."""

    def talk(connection):
        connection.rfile.readline()
        connection.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            while True:
                connection.wfile.write(b"4000\r\n%s\r\n" % bytes(0x4000))
                time.sleep(0.001)  # gentle to the disk
        except OSError:
            return

    return f"http://127.0.0.1:{serve(talk)}"


@pytest.mark.parametrize(
    "arguments", [[], ["sing"], ["say"], ["say", "Hi", "--speed", "fast"], ["say", "Hi", "--format", "x"]]
)
def test_wrong_usage_is_told_in_one_line(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 1
    error = capsys.readouterr().err
    assert error.startswith("declaim: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize("command", ["say", "voices", "doctor"])
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert command in capsys.readouterr().out


def test_a_server_that_is_not_there(capsys, monkeypatch, refusing_port):
    monkeypatch.setattr(retries, "FIRST_BACKOFF_S", 0.0)
    assert main(["voices", "--url", f"http://127.0.0.1:{refusing_port}"]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"declaim: cannot reach http://127.0.0.1:{refusing_port}")
    assert error.count("\n") == 1


@pytest.mark.cluster
def test_ctrl_c_leaves_no_file(endless, environment, tmp_path):
    command = [*COMMAND, "say", "Hi", "--url", endless]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE) as process:
        while not any(path.stat().st_size for path in tmp_path.iterdir()):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr.read() == b""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.cluster
def test_a_reader_that_leaves_is_no_traceback(endless, environment, tmp_path):
    command = [*COMMAND, "say", "Hi", "--out", "-", "--url", endless]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, **pipes) as process:
        assert len(process.stdout.read(100)) == 100
        process.stdout.close()
        assert process.wait(10) == 1
        assert process.stderr.read() == b"declaim: whoever read the output closed it\n"
