"""What is read of an object without running anyone's code."""

from __future__ import annotations

from django.db import models
from django.test.utils import isolate_apps

from djust.template.lookups import MISSING, data_attribute


@isolate_apps("tests.site")
def test_a_primary_key_is_data_where_django_itself_says_what_it_is() -> None:
    class Stamp(models.Model):
        class Meta:
            app_label = "site"

    class Coin(models.Model):
        code = models.CharField(max_length=9, primary_key=True)

        class Meta:
            app_label = "site"

    class Rare(Coin):
        pk = property(lambda self: self.code * 2)

        class Meta:
            app_label = "site"
            proxy = True

    assert data_attribute(Stamp(pk=3), Stamp, "pk") == 3
    assert data_attribute(Coin(code="x"), Coin, "pk") == "x"
    assert data_attribute(Rare(code="x"), Rare, "pk") is MISSING
    assert data_attribute(Stamp(pk=3), Stamp, "code") is MISSING


@isolate_apps("tests.site")
def test_a_primary_key_that_is_another_row_is_left_to_django() -> None:
    class Stamp(models.Model):
        class Meta:
            app_label = "site"

    class Penny(Stamp):
        class Meta:
            app_label = "site"

    assert data_attribute(Penny(pk=3), Penny, "pk") is MISSING
