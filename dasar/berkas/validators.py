"""Names of files as people send them, made harmless: for display and download, never for the place on disk."""

import re
import unicodedata

MAX_NAME_BYTES = 150
_FORBIDDEN = re.compile(r'[<>:"|?*%\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])$")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_name(name: str) -> str:
    """A name without folders, invisible or reversing characters, reserved words; at most 150 bytes, extension kept."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(char for char in name if unicodedata.category(char) not in _INVISIBLE)
    name = _FORBIDDEN.sub("_", name).lstrip(" .-~").rstrip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    if _RESERVED.match(stem.split(".", 1)[0].strip()):
        stem = f"_{stem}"
    suffix = f"{dot}{extension}" if len(extension) <= 10 else ""
    if not suffix:
        stem = f"{stem}{dot}{extension}"
    room = MAX_NAME_BYTES - len(suffix.encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return f"{stem or 'berkas'}{suffix}"


def extension_of(name: str) -> str:
    """The last extension of a cleaned name in lower case, without the dot; empty if it has none."""
    _, dot, extension = clean_name(name).rpartition(".")
    return extension.lower() if dot else ""
