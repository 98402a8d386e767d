"""Catalogue: the models and voices that callers may name, aliases included."""

import asyncio

from deployments.api.errors import InvalidField, ModelNotFound
from deployments.settings import Settings
from models.lexicon import Lexicon, Saying, settled
from models.voice import Voice, Voices
from pipeline.clones import Clones

FOLLOW_S = 1.0
"""How long after its deletion on another replica a cloned voice may still be spoken with."""


class Catalogue:
    """Resolves names. Raises ValueError at start when the settings name voices that are not there.

    `voices` are those of files, which stay; cloned ones come and go.
    """

    def __init__(self, settings: Settings, voices: Voices, clones: Clones | None = None) -> None:
        self._own = self._voices = voices
        self._clones, self._cloned = clones, tuple[Voice, ...]()
        self._default = settings.default_voice
        self._aliases = settings.voice_aliases
        self.models = (*settings.model_aliases, *settings.engines)
        self._engines = settings.engines
        self._lexicon = settings.lexicon
        self.spoken = settings.spoken
        stand_ins = (name for voice in voices for name in voice.fallback or ())
        missing = {name for name in (self._default, *self._aliases.values(), *stand_ins) if name not in voices}
        if missing:
            known = ", ".join(voice.id for voice in voices)
            raise ValueError(
                f"default_voice, voice_aliases or a voice's fallback name {', '.join(sorted(missing))}: no such voice "
                f"in the engines that are switched on. Voices: {known or 'none'}"
            )

    @property
    def voices(self) -> Voices:
        """All that there are now, the cloned ones last."""
        if self._clones is not None and self._clones.voices is not self._cloned:
            self._cloned = self._clones.voices
            usable = [voice for voice in self._cloned if voice.engine in self._engines and not self.reserved(voice.id)]
            self._voices = Voices([*self._own, *usable])
        return self._voices

    def reserved(self, name: str) -> bool:
        """Whether a voice of a file, an alias or a model is called that."""
        return name in self._own or name in self._aliases or name in self.models

    async def look(self) -> None:
        """See which cloned voices there are now."""
        if self._clones is not None:
            await self._clones.look()

    async def look_for(self, name: str | None) -> None:
        """The same if nothing of that name is known: another replica may have cloned it a moment ago."""
        if name is not None and name not in self._aliases and name not in self.voices:
            await self.look()

    async def follow(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(FOLLOW_S)

    def voice(self, name: str | None, model: str, language: str | None) -> Voice:
        """The voice of that name. Of an alias, or without a name: that one's or the default one, unless it is not of
        that model or does not speak that language; then the first that is and does.

        Raises UnknownVoice, InvalidField.
        """
        if model not in self.models:
            raise InvalidField("model", str(ModelNotFound(model, self.models)), "model_not_found")
        exact = name is not None and name not in self._aliases
        meant = self.voices[self._default if name is None else self._aliases.get(name, name)]
        voice = meant if exact else self._fitting(meant, model, language)
        if model in self._engines and voice.engine != model:
            raise InvalidField("voice", self._mismatch(voice, model), "voice_not_found")
        return voice

    def _fitting(self, meant: Voice, model: str, language: str | None) -> Voice:
        """Never a cloned voice: with that speaks who asks for it."""
        of_model = (voice for voice in (meant, *self._own) if model not in self._engines or voice.engine == model)
        return next((voice for voice in of_model if voice.speaks(language)), meant)

    def lexicon(self, asked: Lexicon, voice: Voice, language: str) -> tuple[Saying, ...]:
        """What the request's, the voice's and the deployment's lexicon say together; the first has the last word."""
        return settled((asked, voice.lexicon, self._lexicon), language, takes_ipa=voice.takes_ipa)

    def _mismatch(self, voice: Voice, model: str) -> str:
        own = ", ".join(other.id for other in self.voices if other.engine == model)
        return f"Voice '{voice.id}' is not one of model '{model}'. Its voices: {own or 'none'}."

    def check_model(self, model: str) -> str:
        """The model's name. Raises ModelNotFound."""
        if model not in self.models:
            raise ModelNotFound(model, self.models)
        return model

    @property
    def alias_names(self) -> dict[str, Voice]:
        return {alias: self.voices[voice] for alias, voice in self._aliases.items()}
