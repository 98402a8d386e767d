"""The room's errors say what happened and what to do. (That each pickles and has a status: deployments/api.)"""

from pipeline.errors import RenderLost, RenderStalled, SpoolFull, UnsupportedFormat


def test_messages_say_what_to_do():
    assert str(UnsupportedFormat("bitrate", "Leave it out.")) == "Leave it out."
    assert "2.5 s" in str(RenderStalled(2.5))
    assert "timeout_s" in str(RenderStalled(2.5))
    assert "Try again" in str(RenderLost())
    assert "1024 bytes" in str(SpoolFull(1024))
