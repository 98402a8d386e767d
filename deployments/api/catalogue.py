"""Catalogue: the models and voices that callers may name, aliases included."""

from deployments.api.errors import InvalidField, ModelNotFound
from deployments.settings import Settings
from models.lexicon import Lexicon, Saying, settled
from models.voice import Voice, Voices


class Catalogue:
    """Resolves names. Raises ValueError at start when the settings name voices that are not there."""

    def __init__(self, settings: Settings, voices: Voices) -> None:
        self.voices = voices
        self._default = settings.default_voice
        self._aliases = settings.voice_aliases
        self.models = (*settings.model_aliases, *settings.engines)
        self._engines = settings.engines
        self._lexicon = settings.lexicon
        self.spoken = settings.spoken
        missing = {name for name in (self._default, *self._aliases.values()) if name not in voices}
        if missing:
            known = ", ".join(voice.id for voice in voices)
            raise ValueError(
                f"default_voice or voice_aliases name {', '.join(sorted(missing))}: no such voice in the engines "
                f"that are switched on. Voices: {known or 'none'}"
            )

    def voice(self, name: str | None, model: str, language: str | None) -> Voice:
        """The voice of that name or alias; none: the default, or the first of that model and language if it is neither.

        Raises UnknownVoice, InvalidField.
        """
        if model not in self.models:
            raise InvalidField("model", str(ModelNotFound(model, self.models)), "model_not_found")
        voice = self._default_for(model, language) if name is None else self.voices[self._aliases.get(name, name)]
        if model in self._engines and voice.engine != model:
            raise InvalidField("voice", self._mismatch(voice, model), "voice_not_found")
        return voice

    def _default_for(self, model: str, language: str | None) -> Voice:
        default = self.voices[self._default]
        fitting = (voice for voice in (default, *self.voices) if model not in self._engines or voice.engine == model)
        return next((voice for voice in fitting if voice.speaks(language)), default)

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
