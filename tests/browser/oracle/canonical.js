// What two documents are compared by. Injected before the page's own scripts; touches nothing in the document.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const MATHML = "http://www.w3.org/1998/Math/MathML";
  const XHTML = "http://www.w3.org/1999/xhtml";
  const prefixes = new Map([[SVG, "svg:"], [MATHML, "math:"], [XHTML, ""]]);

  const isMark = (node) => node.nodeType === 8 && (node.data[0] === "{" || node.data === "}" || node.data === ",");

  /** White space there is neither shown nor does it count as a child; the `<tbody>` that a writer names moves it from one side of it to the other. */
  const blind = new Set(["table", "thead", "tbody", "tfoot"]);
  const isIdle = (node) => node.nodeType === 1 && node.localName === "tbody" && !attributes(node) && !node.textContent.trim() && !node.firstElementChild;

  /** Children as a parser that never saw marks would have them: marks gone, texts in one piece, empty ones gone. */
  function children(parent, marked) {
    const list = [];
    const inTable = blind.has(parent.localName);
    for (const node of parent.childNodes) {
      if (marked && isMark(node)) continue;
      // A `<tbody>` that a loop without rows is written with.
      if (inTable && (isIdle(node) || (node.nodeType === 3 && !node.data.trim()))) continue;
      const last = list.at(-1);
      if (node.nodeType === 3) {
        if (typeof last === "string") list[list.length - 1] = last + node.data;
        else list.push(node.data);
      } else list.push(node);
    }
    return list.filter((each) => each !== "");
  }

  /** What an author's `dj` attribute may not be told from; such a one is left out on both sides. */
  const isFlag = (name, value) => name === "dj" && /^([@!]\.?)?$/.test(value);

  /** What looks like a mark gets its space in HTML that nobody reads: in attributes and raw text of it, too. */
  const unguarded = (text) => text.replaceAll(/<!-- (?=[{},])/g, "<!--");

  function attributes(element) {
    const found = [];
    for (const { name, value, namespaceURI } of element.attributes) {
      if (isFlag(name, value)) continue;
      // The token is masked anew at each render.
      const shown = name === "value" && element.name === "csrfmiddlewaretoken" ? "(token)" : value;
      found.push(` ${name}${namespaceURI ? `{${namespaceURI}}` : ""}=${JSON.stringify(shown)}`);
    }
    return found.sort().join("");
  }

  const forms = (element) => {
    if (!element.form) return "-";
    return [...document.getElementsByTagName("form")].indexOf(element.form);
  };

  /** What a person sees of a field, and attributes do not say. */
  function properties(element) {
    if (element.namespaceURI !== XHTML) return "";
    switch (element.localName) {
      case "input":
        return ` .value=${JSON.stringify(element.name === "csrfmiddlewaretoken" ? "(token)" : element.value)} .checked=${element.checked} .form=${forms(element)}`;
      case "textarea":
        return ` .value=${JSON.stringify(element.value)} .form=${forms(element)}`;
      case "select":
        return ` .value=${JSON.stringify(element.value)} .selected=${[...element.options].map((o) => Number(o.selected)).join("")} .form=${forms(element)}`;
      case "option":
        return ` .selected=${element.selected}`;
      case "button":
      case "output":
      case "fieldset":
      case "object":
        return ` .form=${forms(element)}`;
      case "details":
      case "dialog":
        return ` .open=${element.open}`;
      default:
        return "";
    }
  }

  function write(node, depth, marked, lines) {
    const pad = "  ".repeat(depth);
    if (typeof node === "string") lines.push(pad + JSON.stringify(node));
    else if (node.nodeType === 8) {
      // An author's own comment that looks like a mark is served with a space before it.
      const data = !marked && isMark(node) ? " " + node.data : node.data;
      lines.push(`${pad}<!--${JSON.stringify(data)}-->`);
    } else if (node.nodeType === 10) lines.push(`${pad}<!doctype ${node.name} ${JSON.stringify([node.publicId, node.systemId])}>`);
    else if (node.nodeType === 7) lines.push(`${pad}<?${node.target} ${node.data}?>`);
    else {
      const prefix = prefixes.get(node.namespaceURI) ?? `{${node.namespaceURI}}`;
      lines.push(`${pad}<${prefix}${node.localName}${attributes(node)}>${properties(node)}`);
      for (const child of children(node, marked)) write(child, depth + 1, marked, lines);
      for (const [name, inner] of [["content", node.localName === "template" && node.content], ["shadow", node.shadowRoot]]) {
        if (!inner) continue;
        lines.push(`${pad}  #${name}`);
        for (const child of children(inner, marked)) write(child, depth + 2, marked, lines);
      }
    }
  }

  /** The document, one node a line. `marked`: it is ours, so marks are not part of it. */
  function canonical(marked) {
    const lines = [`#${document.compatMode} title=${JSON.stringify(document.title)}`];
    for (const child of children(document, marked)) write(child, 0, marked, lines);
    return lines.map(unguarded);
  }

  let held = new Map();
  const keyOf = (element) => element.getAttribute("dj-key") ?? element.getAttribute("data-key") ?? element.id;

  /** Keyed elements that match, by parent and key; where one key is there twice, none tells anything: rows go by position. */
  function keyed(selector) {
    const found = new Map();
    if (selector)
      for (const element of document.querySelectorAll(selector)) {
        const rows = found.get(element.parentNode) ?? new Map();
        const name = `${element.localName} ${keyOf(element)}`;
        if (rows.has(name)) rows.twice = true;
        rows.set(name, element);
        found.set(element.parentNode, rows);
      }
    return found;
  }

  function remember(selector) {
    held = keyed(selector);
  }

  /** Keys of rows that stand where they stood, as other nodes than before. */
  function replaced(selector) {
    const lost = [];
    for (const [parent, rows] of keyed(selector))
      for (const [name, element] of rows) {
        const before = held.get(parent);
        if (before?.has(name) && before.get(name) !== element && !before.twice && !rows.twice) lost.push(name);
      }
    return lost;
  }

  const errors = [];
  addEventListener("error", (event) => errors.push(event.message));

  Object.defineProperty(window, "oracle", { value: { canonical, remember, replaced, errors } });
})();
