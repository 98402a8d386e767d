"""Settings (what `args:` of serve_config.yaml may say) and Secrets (what only the environment may)."""

import secrets as random
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from cache.s3_address import S3Address
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
    """Seconds after which a response or a segment is forgotten in any case, but for what is near."""
    max_entry_bytes: int = Field(4 * 1024**2, ge=0, le=MEMORY_BYTES)
    """A longer response is not kept whole; its segments are."""
    memory_bytes: int = Field(256 * 1024**2, ge=0)
    """Of responses (in an Ingress), and as much of segments (where they are encoded), kept if there is no Redis."""
    near_bytes: int = Field(64 * 1024**2, ge=0)
    """Kept there of what is in Redis, for a minute after it was had from there or put there."""


class Routing(Strict):
    """When another voice stands in for the one that was asked for."""

    first_audio_s: float = Field(30, gt=0)
    """Seconds that an engine may take to begin a segment, waiting for its turn included; it is not asked at all when
    it is expected to take longer. Half of the request's own time-out where that is less."""
    failures: int = Field(5, ge=1)
    """Of an engine in a row, after which an Encoder leaves it alone."""
    open_s: float = Field(10, gt=0)
    """Seconds until it asks that engine again."""


class Objects(Strict):
    """Finished audio that is kept for good, or almost."""

    link_s: int = Field(24 * 3600, ge=1, le=7 * 24 * 3600)
    """Seconds that a link holds; S3 allows a week."""
    public: bool = False
    """Finished audio has addresses that always stay the same and need no signature, so that a CDN may keep it."""
    keep_s: float = Field(30 * 24 * 3600, gt=0)
    """Seconds after which finished audio, files and batches are deleted."""
    keep_bytes: int | None = Field(None, ge=0)
    """Most that all finished audio may take; the oldest is deleted first. None: no bound."""
    max_file_bytes: int = Field(100 * 1024**2, ge=1)
    """Largest file that may be uploaded."""


class Batches(Strict):
    """How much is worked on that nobody waits for."""

    items_at_once: int = Field(8, ge=1)
    """Per worker."""
    segments_at_once: int = Field(8, ge=1)
    """Per Encoder, while nobody listens; one while somebody does."""
    timeout_s: float = Field(600, gt=0)
    """Longest silence of an item, waiting behind listeners included, when its request names none."""


class Webhooks(Strict):
    """Where messages about batches may go."""

    allow_private: bool = False
    """Receivers may be anywhere, this machine, private networks and a cloud's metadata service included. For servers
    whose callers may reach all of that anyway; otherwise only public addresses are sent to."""


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
    encoder_apart: bool = True
    """Encoders are processes of their own, as many as it takes, and no listener notices the death of one. Without, each
    Ingress encodes what it sends: a fifth more audio on two cores."""
    limits: Limits = Limits()
    http: Http = Http()
    cache: Cache = Cache()
    routing: Routing = Routing()
    objects: Objects = Objects()
    batches: Batches = Batches()
    webhooks: Webhooks = Webhooks()
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
    public_url: str = ""
    """Where callers reach this server, for links in answers; empty: wherever the request went."""
    url_secret: SecretStr = SecretStr("")
    """Signs links to objects in the folder; empty: one is made, once, in `home`."""
    redis_url: SecretStr | None = None
    """Cache and locks that all replicas share; may evict. None: each process keeps its own."""
    queue_redis_url: SecretStr | None = None
    """The queue of batches; must not evict. None: a file in `home`."""
    s3_endpoint: str | None = None
    """The object store, http(s)://HOST[:PORT]. None: what is kept for good is in a folder."""
    s3_bucket: str = ""
    s3_access_key: SecretStr = SecretStr("")
    s3_secret_key: SecretStr = SecretStr("")
    s3_region: str = "us-east-1"
    s3_public_endpoint: str | None = None
    """Where callers reach the object store, if not at `s3_endpoint`."""

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
        """What is kept for good, where no object store is set: cloned voices."""
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
    def link_secret(self) -> bytes:
        """What links to objects in the folder are signed with."""
        given = self.url_secret.get_secret_value()
        return (given or generated_secret(self.home / "url_secret").read_text()).encode()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The API keys that are accepted."""
        return tuple(key.strip() for key in self.api_keys.get_secret_value().split(",") if key.strip())

    def s3_address(self) -> S3Address | None:
        """Where the object store is, if there is one. Raises ValueError that names the variable."""
        endpoint, bucket = self.s3_endpoint or "", self.s3_bucket
        key, secret = self.s3_access_key.get_secret_value(), self.s3_secret_key.get_secret_value()
        given = dict(zip(S3_VARIABLES, (endpoint, bucket, key, secret), strict=True))
        if not any(given.values()):
            return None
        if missing := [name for name, value in given.items() if not value]:
            raise ValueError(
                f"an object store needs {', '.join(missing)} too: set all of {', '.join(S3_VARIABLES)}, "
                "or none of them to keep objects in a folder"
            )
        return S3Address(endpoint, bucket, key, secret, self.s3_region, self.s3_public_endpoint)

    def check_exposure(self, http: Http) -> None:
        """Raise ValueError rather than serve the world without a key by accident."""
        if self.host in LOOPBACK or self.keys or http.auth == "none":
            return
        raise ValueError(
            f"DECLAIM_HOST={self.host} can be reached from other machines and DECLAIM_API_KEYS is empty: "
            "set DECLAIM_API_KEYS, or `http: {auth: none}` in serve_config.yaml to serve without keys on purpose"
        )


S3_VARIABLES = ("DECLAIM_S3_ENDPOINT", "DECLAIM_S3_BUCKET", "DECLAIM_S3_ACCESS_KEY", "DECLAIM_S3_SECRET_KEY")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def generated_secret(path: Path) -> Path:
    """A file with 256 random bits in hex, made once, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{random.token_hex(8)}")
        part.touch(mode=0o600)
        part.write_text(random.token_hex(32))
        with suppress(FileExistsError):  # another process was first
            path.hardlink_to(part)
        part.unlink()
    return path
