"""Django's command line for this example: ``python examples/chart/manage.py runserver``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "examples.chart.settings"
    execute_from_command_line(sys.argv)
