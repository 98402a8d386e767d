"""What is wrong with an address is found before anybody is asked."""

import pytest

from cache.s3_address import S3Address

RIGHT = {"endpoint": "http://127.0.0.1:9000", "bucket": "declaim", "access_key": "key", "secret_key": "the-secret"}


@pytest.mark.parametrize(
    "endpoint", ["http://host", "https://host:9000/", "http://[::1]:9000", "https://s3.eu-1.x_y.org"]
)
def test_endpoints_that_can_be_used(endpoint):
    S3Address(**RIGHT | {"endpoint": endpoint, "public_endpoint": endpoint})


ENDPOINTS = [
    "",
    "host:9000",
    "s3://host",
    "http://",
    "http://key:the-secret@host",
    "http://host/bucket",
    "http://host?a",
]


@pytest.mark.parametrize("endpoint", [*ENDPOINTS, "http://host:port", "http://host:99999", "http://[::1", "http://a b"])
def test_endpoints_that_cannot(endpoint):
    with pytest.raises(ValueError, match=r"DECLAIM_S3_ENDPOINT cannot be used: write http://HOST") as caught:
        S3Address(**RIGHT | {"endpoint": endpoint})
    assert "the-secret" not in str(caught.value)
    if endpoint:
        with pytest.raises(ValueError, match="DECLAIM_S3_PUBLIC_ENDPOINT cannot be used"):
            S3Address(**RIGHT | {"public_endpoint": endpoint})


@pytest.mark.parametrize("bucket", ["", "ab", "Bucket", "a_b", "a/b", "-ab", "x" * 64])
def test_buckets_that_cannot(bucket):
    with pytest.raises(ValueError, match="DECLAIM_S3_BUCKET"):
        S3Address(**RIGHT | {"bucket": bucket})


@pytest.mark.parametrize("region", ["", "us east", "us-east-1/x"])
def test_regions_that_cannot(region):
    with pytest.raises(ValueError, match="DECLAIM_S3_REGION"):
        S3Address(**RIGHT | {"region": region})


def test_keys_do_not_show():
    assert "the-secret" not in repr(S3Address(**RIGHT))
