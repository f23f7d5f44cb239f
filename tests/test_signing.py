"""What is sealed opens for the same purpose and the same project, and for nobody else."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djust.signing import seal, unseal

LONG = b"abc" * 1000


@pytest.mark.parametrize("data", [b"", b"x", LONG, os.urandom(5000)])
def test_what_is_sealed_opens(data: bytes) -> None:
    assert unseal(seal(data, "a"), "a") == data


def test_it_opens_for_its_purpose_only() -> None:
    assert unseal(seal(b"x", "a"), "b") is None


def test_it_shows_nothing_and_is_never_the_same_twice() -> None:
    one, other = seal(b"a secret", "a"), seal(b"a secret", "a")

    assert b"secret" not in one
    assert one != other


def test_it_is_small() -> None:
    assert len(seal(LONG, "a")) < 100


def test_another_project_cannot_open_it(settings: Any) -> None:
    sealed = seal(b"x", "a")
    settings.SECRET_KEY = "another"

    assert unseal(sealed, "a") is None


def test_an_earlier_key_opens_what_it_sealed(settings: Any) -> None:
    sealed = seal(b"x", "a")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "newer"

    assert unseal(sealed, "a") == b"x"
    assert unseal(seal(b"y", "a"), "a") == b"y"


@given(data=st.binary(max_size=200))
def test_whatever_else_lies_there_is_refused(data: bytes) -> None:
    assert unseal(data, "a") is None


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_single_flipped_bit_is_noticed(at: int, bit: int) -> None:
    sealed = bytearray(seal(LONG, "a"))
    sealed[at % len(sealed)] ^= 1 << bit

    assert unseal(bytes(sealed), "a") is None


def test_without_the_library_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['cryptography'] = None\n"
        "from djust import signing\n"
        "assert not signing.is_installed()\n"
        "try: signing.seal(b'x', 'a')\n"
        "except Exception as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=60)

    assert "pip install 'djust[redis]'" in done.stdout, done.stderr
