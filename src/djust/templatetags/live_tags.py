"""``{% load live_tags %}{% djust_client_config %}``: where the client's script stands, for those who want to say."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from djust.view.document import PLACEHOLDER

register = template.Library()


@register.simple_tag
def djust_client_config() -> SafeString:
    """Place the client's script and its configuration here; without it they stand where the head begins, before other scripts."""
    return mark_safe(PLACEHOLDER)
