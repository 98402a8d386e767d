"""How downloads are shown."""

from io import StringIO

from models.weights.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_per_tenth():
    stream = StringIO()
    progress = Progress(stream)
    for done in range(0, 2_000_001, 1000):
        progress.at("x.onnx", done, 2_000_000)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 11
    assert (lines[0], lines[-1]) == ("x.onnx: 0.0 MB of 2.0 MB", "x.onnx: 2.0 MB of 2.0 MB")


def test_a_size_that_is_not_known():
    stream = StringIO()
    progress = Progress(stream)
    for done in range(0, 250_000_000, 10_000_000):
        progress.at("x", done, None)
    assert stream.getvalue().splitlines() == ["x: 0.0 MB", "x: 100.0 MB", "x: 200.0 MB"]
    Progress(stream).at("empty", 0, 0)


def test_a_bar_that_moves():
    stream = Terminal()
    progress = Progress(stream)
    for done in range(0, 2_000_001, 1000):
        progress.at("x", done, 2_000_000)
    assert stream.getvalue().count("\r") == 101
    assert stream.getvalue().endswith("\r\x1b[K[" + "#" * 30 + "] x: 2.0 MB of 2.0 MB\n")


def test_a_line_never_ends_a_bar():
    stream = Terminal()
    progress = Progress(stream)
    progress.at("x", 1, 2)
    progress.say("it broke off")
    progress.at("x", 2, 2)
    progress.say("done")
    assert stream.getvalue().endswith("MB\nit broke off\n\r\x1b[K[" + "#" * 30 + "] x: 0.0 MB of 0.0 MB\ndone\n")
