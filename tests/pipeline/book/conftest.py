"""What the tests of books share: EPUBs, made by hand, and chapters of AAC."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from models.engine import AudioChunk
from pipeline.encode import Encoder
from pipeline.formats import AudioFormat

CONTAINER = """<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
XHTML = "application/xhtml+xml"


def page(body: str, head: str = "") -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>{head}</head><body>{body}</body></html>'


def opf(
    manifest: str, spine: str, metadata: str = "<dc:title>A &amp; B</dc:title><dc:creator>Anna Aa</dc:creator>"
) -> str:
    return f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
    <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>
    <manifest>{manifest}</manifest><spine>{spine}</spine></package>"""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def epub(pages: Mapping[str, str], nav: str | None = None, ncx: str | None = None, **others: str | bytes) -> bytes:
    """With these pages in its spine; `others` replace or add files, by names whose dots and slashes are as they are."""
    items = "".join(f'<item id="{name}" href="text/{name}" media-type="{XHTML}"/>' for name in pages)
    if nav is not None:
        items += f'<item id="nav" href="nav.xhtml" media-type="{XHTML}" properties="nav"/>'
    if ncx is not None:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": opf(items, "".join(f'<itemref idref="{name}"/>' for name in pages)),
        **{f"OEBPS/text/{name}": content for name, content in pages.items()},
        **({"OEBPS/nav.xhtml": nav} if nav is not None else {}),
        **({"OEBPS/toc.ncx": ncx} if ncx is not None else {}),
        **others,
    }
    return zipped(files)


@pytest.fixture(scope="session")
def make_page() -> Callable[..., str]:
    return page


@pytest.fixture(scope="session")
def make_opf() -> Callable[..., str]:
    return opf


@pytest.fixture(scope="session")
def make_zip() -> Callable[..., bytes]:
    return zipped


@pytest.fixture(scope="session")
def make_epub() -> Callable[..., bytes]:
    return epub


@pytest.fixture
def make_aac(tmp_path: Path) -> Callable[..., Path]:
    """A file with a tone of so many seconds."""

    def make(name: str, hertz: float, duration_s: float, sample_rate: int = 24000) -> Path:
        times = np.arange(round(duration_s * sample_rate)) / sample_rate
        tone = (8000 * np.sin(2 * np.pi * hertz * times)).astype(np.int16)
        encoder = Encoder(AudioFormat("aac", sample_rate, 48000))
        path = tmp_path / f"{name}.aac"
        path.write_bytes(encoder.encode(AudioChunk(tone, sample_rate)) + encoder.close())
        return path

    return make
