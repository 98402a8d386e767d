"""Lines: OpenAI's input of a batch, a JSON object on each line of a file, and what is wrong with them."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic_core import from_json

from pipeline.batch.record import Item, LineError

ENDPOINT = "/v1/audio/speech"
MOST_ITEMS = 50_000
"""As in OpenAI's API."""
MOST_ERRORS = 100
"""That are told."""


class Lines(NamedTuple):
    """With an error in any of its lines a file is refused as a whole."""

    items: list[Item]
    errors: list[LineError]


class BadLine(Exception):
    """What is wrong with one line."""

    def __init__(self, code: str, message: str, param: str | None = None) -> None:
        super().__init__(code, message, param)
        self.code, self.message, self.param = code, message, param


def read_lines(data: bytes) -> Lines:
    """All of a file's lines. Empty ones are passed over."""
    items: list[Item] = []
    errors: list[LineError] = []
    seen: dict[str, int] = {}
    for number, line in numbered(data):
        try:
            item = read_line(line)
            check_new(item, number, seen)
            items.append(item)
        except BadLine as bad:
            errors.append(LineError(code=bad.code, message=bad.message, line=number, param=bad.param))
        if len(errors) == MOST_ERRORS or len(items) > MOST_ITEMS:
            break
    return Lines(items, errors or whole(items))


def numbered(data: bytes) -> Iterator[tuple[int, bytes]]:
    """From 1, without a byte order mark."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield number, line


def read_line(line: bytes) -> Item:
    """Raises BadLine."""
    try:
        line.decode()
        request = from_json(line, allow_inf_nan=False)  # unlike json's it refuses halves of characters
    except UnicodeDecodeError as error:
        raise BadLine("invalid_encoding", f"Byte {error.start + 1} of the line is not UTF-8.") from None
    except ValueError as error:
        raise BadLine("invalid_json_line", f"The line is not JSON: {error}.") from None
    if not isinstance(request, dict):
        raise BadLine("invalid_json_line", "The line is not a JSON object.")
    return read_request(request)


def read_request(request: dict[str, object]) -> Item:
    """Raises BadLine. What its body says is looked at when its turn comes, as OpenAI does."""
    custom_id, body = request.get("custom_id"), request.get("body")
    if not isinstance(custom_id, str) or not custom_id:
        raise BadLine("missing_required_parameter", "'custom_id' must be a text that is not empty.", "custom_id")
    if request.get("method", "POST") != "POST":
        raise BadLine("invalid_method", f"'method' is {request['method']!r}: only POST is possible.", "method")
    if request.get("url") != ENDPOINT:
        raise BadLine("invalid_url", f"'url' is {request.get('url')!r}: it must be {ENDPOINT!r}.", "url")
    if not isinstance(body, dict):
        raise BadLine("missing_required_parameter", "'body' must be a JSON object.", "body")
    return Item(custom_id=custom_id, body=body)


def check_new(item: Item, number: int, seen: dict[str, int]) -> None:
    """Raises BadLine."""
    first = seen.setdefault(item.custom_id, number)
    if first != number:
        message = f"'custom_id' {item.custom_id!r} is that of line {first} already."
        raise BadLine("duplicate_custom_id", message, "custom_id")


def whole(items: list[Item]) -> list[LineError]:
    """What is wrong with all of them together."""
    if not items:
        return [LineError(code="empty_file", message="The file holds no requests.")]
    if len(items) > MOST_ITEMS:
        message = f"The file holds more than {MOST_ITEMS} requests: send them in several batches."
        return [LineError(code="too_many_requests", message=message)]
    return []
