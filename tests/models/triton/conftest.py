"""A real Triton with voices of ours and models that are wrong, and voices of the engine triton that name them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from benchmarks.serving import ROOT
from benchmarks.triton_process import TritonProcess
from models.triton.contract import MANNER, SYMBOLS, Tensor
from models.triton.export import export
from models.triton.pbtxt import Batching, config_text
from models.triton.serving.repository import add_model, add_voice
from models.voice import BUILT_IN, Voice, read_voice

EMPTY = b"class TritonPythonModel:\n    def execute(self, requests):\n        raise RuntimeError('I am empty.')\n"
STOCK = b'''
"""Runs model.onnx as the onnxruntime backend does, which the distribution of tritonserver does not bring."""

from pathlib import Path

import numpy as np
import onnxruntime
import triton_python_backend_utils as triton


class TritonPythonModel:
    def initialize(self, args):
        path = Path(args["model_repository"], args["model_version"], "model.onnx")
        self.session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])

    def execute(self, requests):
        names = [given.name for given in self.session.get_inputs()]
        rows = [[triton.get_input_tensor_by_name(request, name).as_numpy() for name in names] for request in requests]
        made = self.session.run(None, dict(zip(names, map(np.concatenate, zip(*rows)))))
        outputs = [output.name for output in self.session.get_outputs()]
        return [
            triton.InferenceResponse([triton.Tensor(name, tensor[n : n + 1]) for name, tensor in zip(outputs, made)])
            for n in range(len(requests))
        ]
'''
DECLAIM = read_voice(BUILT_IN / "declaim.yaml")
PLAIN = {"sample_rate": "16000", "description": (BUILT_IN / "declaim.onnx.json").read_text()}


def on_triton(served_as: str, **fields) -> Voice:
    rate = 24000 if served_as in ("fake", "queued") else 16000
    about = {"id": f"triton-{served_as}", "engine": "triton", "model": f"somewhere/{served_as}", "sample_rate": rate}
    return DECLAIM.model_copy(update={**about, "sha256": None, **fields})


@pytest.fixture
def voice():
    """Spoken by the model of that name on Triton; fields to change."""
    return on_triton


@pytest.fixture(scope="session")
def served(triton: TritonProcess, tmp_path_factory) -> TritonProcess:
    """Besides declaim and fake: `queued`, row after row; `stock`, exported; `empty`, which fails; `mistyped`."""
    path = tmp_path_factory.mktemp("voices") / "queued.yaml"
    path.write_text((BUILT_IN / "fake.yaml").read_text().replace("id: fake", "id: queued"))
    about = (BUILT_IN / "declaim.yaml").read_text().replace("id: declaim", "id: stock")
    path.with_name("stock.yaml").write_text(about.replace("declaim.onnx", str(BUILT_IN / "declaim.onnx")))
    add_voice(triton.repository, path, {"fake": {"speed": 2}}, Batching(max_rows=1))
    mistyped = (Tensor("input", "TYPE_INT32", (-1,)), *SYMBOLS[1:], *MANNER)
    for name, inputs in {"empty": (*SYMBOLS, *MANNER), "mistyped": mistyped}.items():
        config = config_text(name, "python", inputs, PLAIN, Batching())
        add_model(triton.repository, name, config, {"model.py": EMPTY})
    export(triton.repository, path.with_name("stock.yaml"), Batching())
    config = triton.repository / "stock/config.pbtxt"
    config.write_text(config.read_text().replace('"onnxruntime"', '"python"').replace("KIND_AUTO", "KIND_CPU"))
    (config.parent / "1/model.py").write_bytes(STOCK)
    triton.start()
    return triton


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> Path:
    """A folder: NAME.crt and NAME.key of an authority, server and client that it signs, and a stranger."""
    folder = tmp_path_factory.mktemp("certificates")
    authority = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "authority")])
    signing = write_pair(folder / "authority", authority, authority)
    write_pair(folder / "stranger", authority, authority)
    for name in ("server", "client"):
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        write_pair(folder / name, subject, authority, signing)
    return folder


def write_pair(
    path: Path, subject: x509.Name, issuer: x509.Name, signing: ec.EllipticCurvePrivateKey | None = None
) -> ec.EllipticCurvePrivateKey:
    """A certificate for 127.0.0.1 and its key; it signs itself where nobody else does."""
    key, start = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC) - timedelta(days=1)
    number = x509.random_serial_number()
    certificate = (
        x509.CertificateBuilder(issuer, subject, key.public_key(), number, start, start + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=signing is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(signing or key, SHA256())
    )
    path.with_suffix(".crt").write_bytes(certificate.public_bytes(Encoding.PEM))
    path.with_suffix(".key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return key


@pytest.fixture(scope="session")
def guarded(triton_installed, certificates, tmp_path_factory) -> Iterator[TritonProcess]:
    """A Triton that is started as in k8s/, wants certificates, and ends connections after half a second."""
    deployment, _ = yaml.safe_load_all((ROOT / "k8s/components/triton/triton.yaml").read_text())
    _, _, *options = deployment["spec"]["template"]["spec"]["containers"][0]["args"]
    server = [f"--grpc-server-{kind}={certificates}/server.{end}" for kind, end in (("cert", "crt"), ("key", "key"))]
    options += ["--grpc-use-ssl-mutual=true", f"--grpc-root-cert={certificates}/authority.crt", *server]
    options += ["--grpc-max-connection-age=500"]
    process = TritonProcess(tmp_path_factory.mktemp("guarded"), [BUILT_IN / "fake.yaml"], {}, options=options)
    try:
        process.start()
        yield process
    finally:
        process.stop()
