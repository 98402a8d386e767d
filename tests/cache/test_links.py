"""What a link says of the file behind it."""

import pytest

from cache.links import disposition


@pytest.mark.parametrize(
    ("filename", "header"),
    [
        ("a.mp3", "attachment; filename=\"a.mp3\"; filename*=UTF-8''a.mp3"),
        ("ä b.mp3", "attachment; filename=\"_ b.mp3\"; filename*=UTF-8''%C3%A4%20b.mp3"),
        ('a"; x="\r\n', "attachment; filename=\"a_; x=___\"; filename*=UTF-8''a%22%3B%20x%3D%22%0D%0A"),
    ],
)
def test_names_of_files_are_said_twice(filename, header):
    assert disposition("attachment", filename) == header
