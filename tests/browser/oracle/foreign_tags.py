"""A tag library as projects have them: what the engine has never heard of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def shout(text: object, marks: int = 1) -> str:
    """A simple tag: its output is escaped by Django."""
    return f"{text}{'!' * marks}".upper()


@register.simple_tag
def badge(text: object) -> SafeString:
    """A simple tag that gives HTML."""
    return format_html("<b class='badge'>{}</b>", text)


@register.simple_tag(takes_context=True)
def visits(context: template.Context) -> int:
    """Reads and writes the context, as badly written tags do."""
    context["visits"] = context.get("visits", 0) + 1
    return int(context["visits"])


@register.inclusion_tag("card.html")
def card(title: object, level: int = 1) -> dict[str, Any]:
    """An inclusion tag: its template must be among the case's files."""
    return {"title": title, "level": level, "deep": level > 1}


@register.inclusion_tag("menu.html", takes_context=True)
def menu(context: template.Context) -> dict[str, Any]:
    """An inclusion tag that reads the page's context."""
    return {"entries": context.get("entries", ()), "active": context.get("active")}


class PanelNode(template.Node):
    """A block tag that renders its body twice, with a name of its own."""

    def __init__(self, title: FilterExpression, nodelist: NodeList) -> None:
        self.title, self.nodelist = title, nodelist

    def render(self, context: template.Context) -> SafeString:
        """Print the body for the eye, then for the machine."""
        with context.push(panel=self.title.resolve(context)):
            body = self.nodelist.render(context)
        return mark_safe(f"<section><h3>{len(body)}</h3>{body}</section><hr>{body}")


@register.tag
def panel(parser: Parser, token: Token) -> PanelNode:
    """Parse ``{% panel title %}…{% endpanel %}``."""
    nodelist = parser.parse(("endpanel",))
    parser.delete_first_token()
    return PanelNode(parser.compile_filter(token.split_contents()[1]), nodelist)


class Half(template.Node):
    """Opens an element that another tag closes: nobody can know from the template."""

    def __init__(self, html: str) -> None:
        self.html = html

    def render(self, context: template.Context) -> str:
        """Print a tag without its partner."""
        return self.html


@register.tag
def opening(parser: Parser, token: Token) -> Half:
    """Parse ``{% opening %}``."""
    return Half('<div class="half">')


@register.tag
def closing(parser: Parser, token: Token) -> Half:
    """Parse ``{% closing %}``."""
    return Half("</div>")


@register.filter
def initials(text: str) -> str:
    """A filter of text."""
    return "".join(word[0] for word in text.split())


@register.filter(needs_autoescape=True)
def strong(text: str, autoescape: bool = True) -> SafeString:
    """A filter that gives HTML and knows about autoescape."""
    escape: Callable[[object], object] = template.defaultfilters.conditional_escape if autoescape else str
    return mark_safe(f"<strong>{escape(text)}</strong>")
