"""What is missing is named with the command that installs it."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("package", ["lxml", "cssselect"])
def test_without_its_extra_the_import_says_what_to_install(package: str) -> None:
    program = f"import sys; sys.modules[{package!r}] = None; import django.conf; django.conf.settings.configure(); import djust.testing"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.returncode == 1
    assert "pip install 'djust[testing]'" in done.stderr
