from html.parser import HTMLParser

from benchmarks.report.page import page
from benchmarks.report.result import read

VOID = {"meta"}
HOSTILE = "</title></style></pre><script>alert(1)</script><img src=x onerror=alert(1)>\"'&|`$\\frac{$\u202e\x00"


class Reader(HTMLParser):
    """Every element that is there, its attributes, and whether they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.open = set[str](), [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_all_there_is(drawn):
    for words in ("Figures", "Percentiles", "Errors by kind", "overhead", "a processor", "aiohttp 3.12", "--seed 1"):
        assert words in drawn
    assert drawn.count("<svg ") == 3 + 3  # saturation, two distributions, three timelines
    assert "Saturated at: " in drawn
    assert Reader(drawn).open == []


def test_it_loads_and_runs_nothing(drawn):
    read = Reader(drawn)
    assert read.tags.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form", "a"})
    addresses = [value for name, value in read.attributes if name in {"src", "href", "xlink:href", "srcset"}]
    assert all(address.startswith("#") for address in addresses)
    assert not [name for name, _ in read.attributes if name.startswith("on")]


def test_nothing_of_a_file_is_believed(tmp_path, written, told):
    plain = told(failed=2)
    hostile = {
        **plain,
        "command": HOSTILE,
        "begun": HOSTILE,
        "versions": {HOSTILE: HOSTILE},
        "machine": {HOSTILE: HOSTILE},
    }
    hostile["arguments"] = {**plain["arguments"], **dict.fromkeys(("workload", "target", "driver", "voice"), HOSTILE)}
    hostile["summary"] = {**plain["summary"], "errors": {HOSTILE: 2}}
    results = [read(written("a", hostile), HOSTILE), read(written("b", hostile, told(concurrency=9)), f"_{HOSTILE}")]
    found = Reader(page(results))
    clean = [read(written("a", plain), "a"), read(written("b", plain, told(concurrency=9)), "b")]
    expected = Reader(page(clean))
    assert found.open == []
    assert found.tags == expected.tags
    assert {name for name, _ in found.attributes} == {name for name, _ in expected.attributes}


def test_every_picture_is_named_and_every_id_is_used_once(drawn):
    read = Reader(drawn)
    ids = [value for name, value in read.attributes if name == "id"]
    assert len(set(ids)) == len(ids)
    named = [
        name
        for _, value in filter(lambda pair: pair[0] == "aria-labelledby", read.attributes)
        for name in value.split()
    ]
    assert named
    assert set(named) <= set(ids)


def test_many_requests_make_no_large_page(written, told):
    text = page([read(written("x", told(count=5_000, failed=500)))])
    assert len(text) < 150_000
