"""Which audio goes where."""

from declaim.deliveries import Delivery
from declaim.fetching import Download, item_downloads, made_folder
from declaim.results import Result

DELIVERY = Delivery(
    id="audio/a.mp3", url="u", bytes=3, duration_s=1.0, characters=2, format="opus", voice="v", engine="e"
)


def test_items_that_were_spoken_have_a_file_each(tmp_path):
    results = [Result(custom_id="a", delivery=DELIVERY), Result(custom_id="b")]
    assert item_downloads(tmp_path, results) == [Download("audio/a.mp3", "u", 3, tmp_path / "a.opus")]


def test_a_format_does_not_lead_out_either(tmp_path):
    evil = DELIVERY.model_copy(update={"format": "/../../x"})
    (download,) = item_downloads(tmp_path, [Result(custom_id="a", delivery=evil)])
    assert download.path.resolve().parent == tmp_path.resolve()


def test_only_a_file_of_the_right_size_is_there(tmp_path):
    path = made_folder(tmp_path / "new") / "a"
    download = Download("audio/a", "u", 3, path)
    assert not download.is_there
    path.write_bytes(b"12")
    assert not download.is_there
    path.write_bytes(b"123")
    assert download.is_there
    assert not Download("audio/a", "u", path.parent.stat().st_size, path.parent).is_there
