import json
from pathlib import Path

import pytest

from benchmarks.load import prices
from benchmarks.load.errors import NotPrices
from benchmarks.load.prices import read

EXAMPLE = Path(prices.__file__).with_name("prices.example.yaml")


def test_the_example():
    assert read(EXAMPLE).per_hour == pytest.approx(0.1)


def test_every_line_of_the_example_is_one_that_can_be_had(tmp_path):
    path = tmp_path / "it.yaml"
    lines = EXAMPLE.read_text().replace("# ", "").splitlines()
    path.write_text("\n".join(line for line in lines if line.partition(":")[0].replace("_", "").isalpha()))
    assert read(path).per_hour == pytest.approx(0.10 + 2 * 0.03 + 1.2 + 8 * 0.004)


def test_json_will_do(tmp_path):
    path = tmp_path / "it.json"
    path.write_text(json.dumps({"currency": "USD", "core_hour": 0.04, "cores": 4}))
    assert read(path).per_hour == pytest.approx(0.16)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"machine_hour: 1", "currency: Field required"),
        (b"currency: EUR", "there is no price: want machine_hour, core_hour"),
        (b"{currency: EUR, core_hour: 1}", "core_hour wants cores beside it"),
        (b"{currency: EUR, machine_hour: -1}", "machine_hour: Input should be greater than 0"),
        (b"{currency: EUR, machine_hour: .inf}", "machine_hour: Input should be a finite number"),
        (b"{currency: EUR, hour: 1}", "hour: Extra inputs are not permitted"),
        (b"[1]", "Input should be a valid dictionary"),
        (b"{", "neither YAML nor JSON"),
        (b"\xff", "neither YAML nor JSON"),
    ],
)
def test_what_are_no_prices(tmp_path, content, told):
    path = tmp_path / "it.yaml"
    path.write_bytes(content)
    with pytest.raises(NotPrices, match=f"--prices: .*it.yaml.*{told}"):
        read(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(NotPrices, match="No such file"):
        read(tmp_path / "it.yaml")
