"""What one can vote for."""

from __future__ import annotations

from django.db import migrations

ANSWERS = ("By the sea", "In the mountains", "In a city", "At home")


def fill(apps, schema_editor) -> None:
    Answer = apps.get_model("poll", "Answer")
    Answer.objects.bulk_create(Answer(text=text) for text in ANSWERS)


class Migration(migrations.Migration):
    dependencies = [("poll", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
