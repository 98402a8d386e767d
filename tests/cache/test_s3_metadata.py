"""Any text as metadata."""

import pytest

from cache.s3_metadata import headers, metadata


@pytest.mark.parametrize("text", ["", "1.5", "änna 你好", " a\r\nb ", "100%", "%41", "+", '"'])
def test_any_text_comes_back_and_is_ascii_on_the_way(text):
    sent = headers({"voice-name": text})
    assert all(isinstance(value, str) and value.isascii() and value.isprintable() for value in sent.values())
    answer = {"ETag": "1", "Content-Type": "audio/mpeg", "X-Amz-Meta-Voice-Name": sent["x-amz-meta-voice-name"]}
    assert metadata(answer) == {"voice-name": text}
