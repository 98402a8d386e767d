"""What routing itself refuses."""

import pytest


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v1/audio/voices", "GET, POST"),
        ("DELETE", "/v1/audio/speech", "POST"),
        ("GET", "/v1/audio/voices/anna", "DELETE"),
    ],
)
async def test_a_refused_method_is_told_all_others(house, method, path, allowed):
    response = await house.client.request(method, path)
    assert (response.status_code, response.headers["allow"]) == (405, allowed)
