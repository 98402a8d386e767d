"""`python -m deployments [CONFIG]`: serve in the foreground until Ctrl-C or SIGTERM."""

import signal
import socket
import sys
from pathlib import Path
from types import FrameType

from pydantic import ValidationError

from deployments.environment import ROOT, prepare_environment
from deployments.settings import Secrets
from deployments.undertaker import watch


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "serve_config.yaml"
    try:
        secrets = Secrets()
        check_port(secrets)
    except (ValidationError, OSError) as error:
        sys.exit(f"declaim: {error}")
    prepare_environment(secrets)
    run(path, secrets)


def run(path: Path, secrets: Secrets) -> None:
    """Start, say so, wait, stop."""
    # Imported late, because Ray reads its environment when it is imported.
    from deployments.config import ConfigError, read_config  # noqa: PLC0415
    from deployments.embedded import StartError, close, start, stop  # noqa: PLC0415
    from deployments.stores import policy_warnings  # noqa: PLC0415

    try:
        config = read_config(path, secrets)
    except ConfigError as error:
        sys.exit(f"declaim: {error}")
    signal.signal(signal.SIGTERM, interrupt)
    watch()
    try:
        start(config, secrets)
        for warning in policy_warnings(secrets):
            print(f"declaim: {warning}", flush=True)
        signal.signal(signal.SIGTERM, interrupt)  # again: Ray put its own in place, which prints a stack trace
        print(f'Declaim is ready on {url(secrets)} - try: make say TEXT="Hello, world."', flush=True)
        signal.pause()
    except KeyboardInterrupt:
        print("declaim: stopping", flush=True)
    except StartError as error:
        sys.exit(f"declaim: {error}")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        close(config)
        stop()


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM ends it the way Ctrl-C does."""
    raise KeyboardInterrupt


def check_port(secrets: Secrets) -> None:
    """Raise OSError, with the remedy, when something listens on our address already."""
    with socket.socket(socket.AF_INET6 if ":" in secrets.host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((secrets.host, secrets.port))
        except OSError as error:
            raise OSError(f"{url(secrets)} is not free ({error.strerror}): set DECLAIM_PORT to another port") from None


def url(secrets: Secrets) -> str:
    host = f"[{secrets.host}]" if ":" in secrets.host else secrets.host
    return f"http://{host}:{secrets.port}"


if __name__ == "__main__":
    main()
