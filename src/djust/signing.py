"""Sealed texts: what only this project can write or read, wherever it lies meanwhile.

AES-256 in GCM, from the `cryptography` library (extra ``redis``): whoever can read a cache learns nothing but a length, and whoever
can write one can make nothing that opens. The key is derived from ``SECRET_KEY`` for each *purpose*, so that what was sealed for one
can never stand in the place of another; ``SECRET_KEY_FALLBACKS`` open what an earlier key has sealed.
"""

from __future__ import annotations

import secrets
import zlib
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

from djust.errors import ConfigurationError

try:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
except ImportError:  # the extra is not installed; `seal` says what to do
    AESGCM = None  # type: ignore[assignment,misc]  # None is the answer to "is it there?"

#: What is said where the library is missing.
INSTALL: Final = "What djust keeps outside its process is encrypted, and `cryptography` is not installed: pip install 'djust[redis]'."

#: The first byte says how the rest was made.
_PLAIN, _DEFLATED = b"\x01", b"\x02"
_NONCE: Final = 12
#: Shorter texts gain nothing from being deflated.
_WORTH_DEFLATING: Final = 512


def is_installed() -> bool:
    """Whether texts can be sealed here."""
    return AESGCM is not None


def seal(data: bytes, purpose: str) -> bytes:
    """Return *data* sealed; `unseal` opens it for the same *purpose* only.

    Raises:
        ConfigurationError: `cryptography` is not installed.
    """
    if AESGCM is None:
        raise ConfigurationError(INSTALL)
    head = _PLAIN
    if len(data) > _WORTH_DEFLATING:
        head, data = _DEFLATED, zlib.compress(data, 1)
    nonce = secrets.token_bytes(_NONCE)
    return head + nonce + AESGCM(_key(settings.SECRET_KEY, purpose)).encrypt(nonce, data, head)


def unseal(sealed: bytes, purpose: str) -> bytes | None:
    """Return what was sealed for *purpose*; None where that is not what it is.

    Raises:
        ConfigurationError: `cryptography` is not installed.
    """
    if AESGCM is None:
        raise ConfigurationError(INSTALL)
    head, nonce, rest = sealed[:1], sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    if head not in (_PLAIN, _DEFLATED) or len(nonce) < _NONCE:
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            data = AESGCM(_key(secret, purpose)).decrypt(nonce, rest, head)
        except InvalidTag:
            continue
        return zlib.decompress(data) if head == _DEFLATED else data
    return None


def _key(secret: str | bytes, purpose: str) -> bytes:
    return salted_hmac("djust.signing", purpose, secret=secret, algorithm="sha256").digest()
