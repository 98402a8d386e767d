"""libespeak-ng in a process of its own, which copies itself for every segment. Standard library only.

All of the library's state is global, and speaking leaves traces in it: the phase of the pitch flutter
(`Flutter_ix` in wavegen.c), the noise generator, the time-stretching buffer of an utterance that was cut
short. No call resets these, and unloading the library leaks its dictionaries. A forked copy starts from
the same fresh state every time, may be stopped at any moment, and takes nobody along when it crashes.

    python espeak_process.py CONTROL_FD LIBRARY_PATH DATA_PATH

CONTROL_FD is a stream socket that brings one byte with one socket attached for each segment; its end is the
end of this process. On a segment's socket a JSON line comes in ({text, language, speaker, words_per_minute,
seed}) and frames go out: a big-endian int32 with the number of bytes that follow, and those, which are int16
PCM in the machine's byte order. 0 ends the speech; REFUSED says that there is no such language.
"""

import ctypes
import json
import os
import re
import signal
import socket
import struct
import sys
from typing import Any

REFUSED = -1
PIECE_MS = 120
"""How much speech is made before it is sent."""

# Constants of espeak_ng/speak_lib.h
SYNCHRONOUS = 2
RATE = 1
POS_CHARACTER = 1
CHARS_UTF8 = 1
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
"""\\x01 begins a command to the library even in plain text ("\\x01200S" changes the speed)."""


class VoiceEntry(ctypes.Structure):
    """The part of `espeak_VOICE` that is needed."""

    _fields_ = (("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p))


def load(library_path: str, data_path: str) -> ctypes.CDLL:
    """The library, ready to speak."""
    library = ctypes.CDLL(library_path)
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(VoiceEntry))
    library.espeak_ng_SetRandSeed.argtypes = [ctypes.c_long]
    if library.espeak_Initialize(SYNCHRONOUS, PIECE_MS, data_path.encode(), 0) <= 0:
        raise OSError(f"libespeak-ng could not read its data in {data_path}.")
    return library


def voice_names(library: ctypes.CDLL) -> dict[str, str]:
    """What to call each language in `espeak_SetVoiceByName`, which knows "fr-fr" only by its file's name, "fr".

    Keys are the languages, in lower case, and the files' names too where no language is called so.
    """
    files: dict[str, str] = {}
    names: dict[str, str] = {}
    voices = library.espeak_ListVoices(None)
    position = 0
    while voices[position]:
        entry = voices[position].contents
        position += 1
        folder, _, file = entry.identifier.decode().rpartition("/")
        if folder != "mb":  # those need MBROLA, another program
            names.setdefault(entry.languages[1:].decode().lower(), file)  # its first byte is a priority
            files[file.lower()] = file
    return files | names


def speak(library: ctypes.CDLL, voice: str, request: dict[str, Any], sink: socket.socket) -> None:
    """Send one segment's frames to `sink`, until it is closed at the other end."""

    def send(samples: Any, count: int, _events: Any) -> int:
        try:
            if samples and count:
                data = ctypes.string_at(samples, 2 * count)
                sink.sendall(struct.pack("!i", len(data)) + data)
        except OSError:
            return 1  # stops the library
        return 0

    callback = CALLBACK(send)  # kept here, because the library does not keep it
    library.espeak_SetSynthCallback(callback)
    library.espeak_ng_SetRandSeed(request["seed"])
    library.espeak_SetVoiceByName(voice.encode())
    library.espeak_SetParameter(RATE, request["words_per_minute"], 0)
    text = CONTROLS.sub(" ", request["text"]).encode()
    library.espeak_Synth(text, len(text) + 1, 0, POS_CHARACTER, 0, CHARS_UTF8, None, None)
    sink.sendall(struct.pack("!i", 0))


def answer(library: ctypes.CDLL, names: dict[str, str], sink: socket.socket) -> None:
    """Read one request and speak it."""
    with sink.makefile("rb") as lines:
        request = json.loads(lines.readline())
    name = names.get(request["language"])
    if name is None:
        sink.sendall(struct.pack("!i", REFUSED))
    else:
        speak(library, f"{name}+{request['speaker']}" if request["speaker"] else name, request, sink)


def serve(control: socket.socket, library: ctypes.CDLL) -> None:
    """Fork for every socket that comes, until the engine is gone."""
    names = voice_names(library)
    while True:
        _, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not handles:
            return
        if os.fork() == 0:
            try:
                answer(library, names, socket.socket(fileno=handles[0]))
            finally:
                os._exit(0)
        os.close(handles[0])


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the copies
    serve(socket.socket(fileno=int(sys.argv[1])), load(sys.argv[2], sys.argv[3]))
