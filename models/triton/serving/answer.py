"""The answer to one request: windows of samples, as they come. Runs in Triton's process for a model."""

from typing import Any

import numpy as np
import triton_python_backend_utils as triton
from numpy.typing import NDArray

from models.triton.contract import MANNER, OUTPUTS

SAMPLES, LENGTHS = (tensor.name for tensor in OUTPUTS)


class Answer:
    """One row of a batch; it ends with `end`, `fail` or a last `send`."""

    def __init__(self, request: Any) -> None:
        self._request, self._sender = request, request.get_response_sender()

    def given(self, name: str) -> Any:
        """The row of an input; None where there is none."""
        tensor = triton.get_input_tensor_by_name(self._request, name)
        return None if tensor is None else tensor.as_numpy()[0]

    @property
    def rate(self) -> float:
        """As it was written, 0.8, and not the 0.800000012 that 32 bits make of it: durations are rounded up."""
        return float(str(self.given(MANNER[0].name)[0]))

    @property
    def left(self) -> bool:
        """Whether nobody listens any more."""
        return bool(self._sender.is_cancelled())

    def send(self, samples: NDArray[np.float32], *, last: bool = False) -> None:
        outputs = triton.Tensor(SAMPLES, samples[None]), triton.Tensor(LENGTHS, np.array([[len(samples)]]))
        response = triton.InferenceResponse(list(outputs))
        self._sender.send(response, flags=triton.TRITONSERVER_RESPONSE_COMPLETE_FINAL if last else 0)

    def fail(self, error: Exception) -> None:
        response = triton.InferenceResponse(error=triton.TritonError(f"{type(error).__name__}: {error}"))
        self._sender.send(response, flags=triton.TRITONSERVER_RESPONSE_COMPLETE_FINAL)

    def end(self) -> None:
        self._sender.send(flags=triton.TRITONSERVER_RESPONSE_COMPLETE_FINAL)
