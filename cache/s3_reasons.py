"""Why an S3 server did not do what it was asked, with the remedy. Names variables, never what secrets are in them."""

from xml.etree.ElementTree import ParseError

from minio import time as minio_time
from minio.error import InvalidResponseError, S3Error
from urllib3.exceptions import (
    HTTPError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as TookTooLong,
)

from cache.s3_address import S3Address

OTHER_REGION = "the bucket is in another region: set DECLAIM_S3_REGION, and on AWS the endpoint of that region"
REMEDIES = {
    "NoSuchBucket": "there is no bucket '{bucket}': create it (aws s3 mb s3://{bucket}), or set DECLAIM_S3_BUCKET",
    "InvalidAccessKeyId": "it does not know DECLAIM_S3_ACCESS_KEY",
    "SignatureDoesNotMatch": "DECLAIM_S3_SECRET_KEY is not the secret of DECLAIM_S3_ACCESS_KEY: look at both",
    "AccessDenied": "DECLAIM_S3_ACCESS_KEY has no right to do this in bucket '{bucket}': it has to list it, and "
    "to get, put and delete objects there",
    "AuthorizationHeaderMalformed": OTHER_REGION,
    "PermanentRedirect": OTHER_REGION,
    "NotImplemented": "it cannot do this; Declaim needs multipart uploads, copies and If-None-Match",
}

BROKEN: tuple[tuple[type[HTTPError], str], ...] = (
    (NameResolutionError, "nobody knows its host: look at DECLAIM_S3_ENDPOINT"),
    (NewConnectionError, "it cannot be reached ({cause}): start it, or look at DECLAIM_S3_ENDPOINT"),
    (TookTooLong, "it does not answer in time"),
    (SSLError, "no TLS ({cause}): look at its certificate, and at http or https in DECLAIM_S3_ENDPOINT"),
    (ProtocolError, "the connection broke ({cause})"),
)


def reason(error: Exception, address: S3Address) -> str:
    """One line that begins with the endpoint."""
    return f"{address.endpoint}: {explained(error, address)}"


def explained(error: Exception, address: S3Address) -> str:
    if isinstance(error, S3Error):
        return answered(error, address)
    if isinstance(error, InvalidResponseError | ParseError | ValueError):
        return f"what answers there is no S3, or something in front of it: {str(error)[:200]}"
    if isinstance(error, MaxRetryError) and error.reason is not None:
        error = error.reason
    for kind, text in BROKEN:
        if isinstance(error, kind):
            return text.format(cause=error.args[-1] if error.args else kind.__name__)
    return str(error)[:200]


def answered(error: S3Error, address: S3Address) -> str:
    """Its answer names what is wrong."""
    if error.code == "RequestTimeTooSkewed":
        return (
            f"its clock says {error.response.headers.get('Date', 'something else')}, and here it is "
            f"{minio_time.to_http_header(minio_time.utcnow())}: set the clock that is wrong"
        )
    if remedy := REMEDIES.get(error.code or ""):
        return remedy.format(bucket=address.bucket)
    return f"{error.code}: {error.message}"
