"""Whether a page shows just what its server believes that it shows."""

from __future__ import annotations

from typing import cast

from tests.browser.visit import Visit

#: The page without what only a live page has, beside what the server says.
BOTH = """(html) => {
  const plain = (root) => {
    const copy = root.cloneNode(true);
    for (const element of [copy, ...copy.querySelectorAll('*')]) {
      element.removeAttribute('dj');
      const written = [...element.attributes].map(({name, value}) => [name, name === 'class' ? value.trim() : value]).sort();
      for (const [name] of written) element.removeAttribute(name);
      for (const [name, value] of written) if (value || name !== 'class') element.setAttribute(name, value);
      for (const child of [...element.childNodes]) if (child.nodeType === 8) child.remove();
      element.normalize();
    }
    return copy.outerHTML;
  };
  const said = new DOMParser().parseFromString(html, 'text/html').getElementById('page');
  return [plain(document.getElementById('page')), plain(said)];
}"""


async def shown_and_said(visit: Visit, name: str) -> list[str]:
    """Return the element ``#page`` of the page that was asked for with ``?page=<name>``, as it is and as its server has it."""
    said = await visit.page.request.get(f"{visit.origin}/browser/caching/shown/?page={name}")
    return cast(list[str], await visit.run(BOTH, await said.text()))
