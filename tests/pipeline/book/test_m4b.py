"""One file of all chapters: marks at the exact places, and every packet as it was."""

import av
import numpy as np
import pytest

from pipeline.book.m4b import FRAME_SAMPLES, M4b

RATE = 24000


@pytest.fixture
def book(tmp_path, make_aac):
    """Twenty chapters of different lengths, and what was told of them."""
    path = tmp_path / "book.m4b"
    with M4b(path, "Bücher", "Anna") as writer:
        for n in range(20):
            writer.add(f"Kapitel {n} 章", make_aac(f"c{n}", 200 + 50 * n, 0.5 + 0.13 * n))
    return path, writer


def test_marks_are_where_the_chapters_begin(book, tmp_path):
    path, writer = book
    with av.open(str(path)) as container:
        chapters = container.chapters()
        assert container.metadata["title"] == "Bücher"
        assert container.metadata["artist"] == "Anna"
        assert container.duration / av.time_base == pytest.approx(writer.duration_s, abs=1e-3)
    assert [chapter["metadata"]["title"] for chapter in chapters] == [mark.title for mark in writer.marks]
    starts = [float(chapter["start"] * chapter["time_base"]) for chapter in chapters]
    assert [round(start * RATE) for start in starts] == [round(mark.start_s * RATE) for mark in writer.marks]
    at = 0.0
    for n, mark in enumerate(writer.marks):
        assert mark.start_s == pytest.approx(at)
        at += frames(tmp_path / f"c{n}.aac") * FRAME_SAMPLES / RATE
    assert at == pytest.approx(writer.duration_s)


def frames(path) -> int:
    with av.open(str(path), format="aac") as container:
        return sum(packet.size > 0 for packet in container.demux(audio=0))


def test_each_chapter_sounds_as_it_did(book):
    path, writer = book
    with av.open(str(path)) as container:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    for n, mark in enumerate(writer.marks):
        begin = round((mark.start_s + 0.2) * RATE)
        heard = sound[begin : begin + RATE // 4]
        pitch = np.abs(np.fft.rfft(heard * np.hanning(len(heard)))).argmax() * 4
        assert pitch == pytest.approx(200 + 50 * n, abs=6)


def test_what_a_player_needs_comes_first_and_equal_books_are_equal(book, tmp_path, make_aac):
    path, _ = book
    data = path.read_bytes()
    assert data.find(b"moov") < data.find(b"mdat")
    twin = tmp_path / "twin.m4b"
    with M4b(twin, "Bücher", "Anna") as writer:
        for n in range(20):
            writer.add(f"Kapitel {n} 章", tmp_path / f"c{n}.aac")
    assert twin.read_bytes() == data


def test_titles_of_any_length(tmp_path, make_aac):
    path = tmp_path / "b.m4b"
    with M4b(path, "") as writer:
        for title in ("", "章" * 300):
            writer.add(title, make_aac("c", 300, 0.5))
    with av.open(str(path)) as container:
        assert len(container.chapters()) == 2


def test_chapters_that_do_not_fit(tmp_path, make_aac):
    (tmp_path / "bad.aac").write_bytes(b"no audio at all" * 100)
    with M4b(tmp_path / "b.m4b", "T") as writer:
        writer.add("One", make_aac("one", 300, 0.5))
        with pytest.raises(ValueError, match="'Two' has 16000 Hz"):
            writer.add("Two", make_aac("two", 300, 0.5, 16000))
        with pytest.raises(ValueError, match="'Three' is no AAC"):
            writer.add("Three", tmp_path / "bad.aac")
