"""The full-text index, kept up to date by triggers, and ten thousand products."""

from __future__ import annotations

from django.db import migrations

from examples.search.stock import products

INDEX = [
    """CREATE VIRTUAL TABLE search_index USING fts5(
         name, description, content='search_product', content_rowid='id', tokenize='porter unicode61')""",
    """CREATE TRIGGER search_added AFTER INSERT ON search_product BEGIN
         INSERT INTO search_index(rowid, name, description) VALUES (new.id, new.name, new.description);
       END""",
    """CREATE TRIGGER search_removed AFTER DELETE ON search_product BEGIN
         INSERT INTO search_index(search_index, rowid, name, description) VALUES ('delete', old.id, old.name, old.description);
       END""",
    """CREATE TRIGGER search_changed AFTER UPDATE ON search_product BEGIN
         INSERT INTO search_index(search_index, rowid, name, description) VALUES ('delete', old.id, old.name, old.description);
         INSERT INTO search_index(rowid, name, description) VALUES (new.id, new.name, new.description);
       END""",
]


def fill(apps, schema_editor) -> None:
    Product = apps.get_model("search", "Product")
    Product.objects.bulk_create(Product(name=name, description=text, price=price) for name, text, price in products())


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        *(migrations.RunSQL(statement) for statement in INDEX),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
