"""Settings (what `args:` of serve_config.yaml may say) and Secrets (what only the environment may)."""

import secrets as random
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.lexicon import Lexicon
from pipeline.manner import Spoken
from pipeline.spool import MEMORY_BYTES


class Strict(BaseModel):
    """Read-only, and a misspelt name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(Strict):
    """What one caller, and all together, may ask for."""

    max_input_chars: int = Field(100_000, ge=1, le=1_000_000)
    """Longest `input` of one request."""
    max_open_renders: int = Field(128, ge=1)
    """Renders at work at once, per Ingress replica; more are refused with 429."""
    max_queued_audio_s: float = Field(40_000, gt=0)
    """Audio seconds that open renders may add up to by estimate, per Ingress replica."""
    spool_bytes: int = Field(4 * 1024**3, ge=1024**2)
    """Audio made and not yet read by everyone, in memory and temporary files, per Ingress replica."""
    timeout_s: float = Field(60, gt=0)
    """Longest silence before the first byte and between any two, when the request names none."""
    slow_reader_timeout_s: float = Field(120, gt=0)
    """A reader that takes nothing for so long is dropped."""
    segments_ahead: int = Field(4, ge=1)
    """Segments of one render at work at once: the next are made while the current one is sent."""


class Http(Strict):
    """Who may call, and from where."""

    auth: Literal["keys", "none"] = "keys"
    """`none` says on purpose that a public address needs no key."""
    open_lists: bool = True
    """Model and voice lists need no key (Open WebUI asks without)."""
    cors_origins: tuple[str, ...] = ()
    """Origins whose pages may call from a browser; `*` for any."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks whose X-Forwarded-For and -Proto are believed, besides loopback."""


class Cache(Strict):
    """What is remembered, and how long. Where: in Redis if DECLAIM_REDIS_URL is set, else in each process."""

    ttl_s: float = Field(7 * 24 * 3600, gt=0)
    """Seconds after which a response or a segment is forgotten in any case."""
    max_entry_bytes: int = Field(4 * 1024**2, ge=0, le=MEMORY_BYTES)
    """A longer response is not kept whole; its segments are."""
    memory_bytes: int = Field(256 * 1024**2, ge=0)
    """Kept in the process of an Ingress (responses) and of an Encoder (segments) where there is no Redis."""


class Routing(Strict):
    """When another voice stands in for the one that was asked for."""

    first_audio_s: float = Field(30, gt=0)
    """Seconds that an engine may take to begin a segment, waiting for its turn included; it is not asked at all when
    it is expected to take longer. Half of the request's own time-out where that is less."""
    failures: int = Field(5, ge=1)
    """Of an engine in a row, after which an Encoder leaves it alone."""
    open_s: float = Field(10, gt=0)
    """Seconds until it asks that engine again."""


class Settings(Strict):
    """Everything that decides behaviour. Placement (replicas, CPUs, GPUs) is in `deployments:`."""

    engines: dict[str, dict[str, object]] = Field(min_length=1)
    """Engines that are switched on, each with its own options (see its file in models/)."""
    default_voice: str
    """Spoken when a request names no voice."""
    voice_aliases: dict[str, str] = {}
    """Other names of voices: OpenAI's, so that their clients work unchanged."""
    model_aliases: tuple[str, ...] = ()
    """Model names that leave the choice of engine to the voice."""
    limits: Limits = Limits()
    http: Http = Http()
    cache: Cache = Cache()
    routing: Routing = Routing()
    lexicon: Lexicon = {}
    """How words are said in every voice, unless the voice or the request says otherwise."""
    spoken: Spoken = Spoken()

    @field_validator("engines", mode="before")
    @classmethod
    def _no_options(cls, engines: object) -> object:
        """`espeak:` with nothing behind it is YAML for None."""
        if isinstance(engines, dict):
            return {name: {} if options is None else options for name, options in engines.items()}
        return engines


class Secrets(BaseSettings):
    """Addresses and secrets, read in the replica that needs them and never passed on."""

    model_config = SettingsConfigDict(env_prefix="DECLAIM_", env_ignore_empty=True, frozen=True)

    host: str = "127.0.0.1"
    port: int = 8000
    home: Path = Path("~/.cache/declaim")
    api_keys: SecretStr = SecretStr("")
    """Comma-separated; empty: no key is asked for."""
    redis_url: SecretStr | None = None
    """Cache and locks that all replicas share; may evict. None: each process keeps its own."""
    queue_redis_url: SecretStr | None = None
    """The queue of batches, for several machines; must not evict. None: a file, for one machine."""

    @field_validator("home")
    @classmethod
    def _expand(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @property
    def voices(self) -> Path:
        """Voice files of this machine's own, see models/voice.py."""
        return self.home / "voices"

    @property
    def objects(self) -> Path:
        """What is kept for good, where there is no object store: cloned voices."""
        return self.home / "objects"

    @property
    def queue(self) -> Path:
        """The queue of batches, where there is no Redis for it."""
        return self.home / "queue.sqlite"

    @property
    def clips(self) -> Path:
        """Copies of clips of cloned voices, see deployments/clips.py."""
        return self.home / "clips"

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The API keys that are accepted."""
        return tuple(key.strip() for key in self.api_keys.get_secret_value().split(",") if key.strip())

    def check_exposure(self, http: Http) -> None:
        """Raise ValueError rather than serve the world without a key by accident."""
        if self.host in LOOPBACK or self.keys or http.auth == "none":
            return
        raise ValueError(
            f"DECLAIM_HOST={self.host} can be reached from other machines and DECLAIM_API_KEYS is empty: "
            "set DECLAIM_API_KEYS, or `http: {auth: none}` in serve_config.yaml to serve without keys on purpose"
        )


LOOPBACK = ("127.0.0.1", "::1", "localhost")


def generated_secret(path: Path) -> Path:
    """A file with 256 random bits in hex, made once, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(random.token_hex(32))
    return path
