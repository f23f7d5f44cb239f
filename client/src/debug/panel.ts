/**
 * The panel: a small button in the corner, and behind it (or Ctrl+Shift+D) a drawer with tabs, over the page and not in its layout. It stands in
 * a shadow tree of its own, outside of the body; what is done in it does not reach the page's handlers.
 */

import type { Desk, Tab } from "./desk";
import { button, el } from "./elements";
import type { View } from "./listing";
import { CSS } from "./style";
import { isTroubled } from "./tabs/simulator";

/** What is remembered of it for this tab of the browser. */
const MEMORY = "djust-debug";
/** What a person does in the panel, and the page must not take for its own. */
const ACTS = "click submit change input keydown keyup mousemove focusin focusout mouseover mouseout".split(" ");

interface Memory {
  open?: boolean;
  tab?: string;
}

function remembered(): Memory {
  try {
    return JSON.parse(sessionStorage.getItem(MEMORY) ?? "{}") as Memory;
  } catch {
    return {};
  }
}

function remember(memory: Memory): void {
  try {
    sessionStorage.setItem(MEMORY, JSON.stringify(memory));
  } catch {
    // Storage is switched off: the panel begins closed on the next page.
  }
}

/** The element that holds everything, and a layer for boxes over the page. */
export function mount(): { host: HTMLElement; shadow: ShadowRoot; boxes: HTMLElement } {
  const host = document.createElement("djust-panel");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  shadow.adoptedStyleSheets = [sheet];
  const boxes = el("div.boxes");
  boxes.setAttribute("aria-hidden", "true");
  shadow.append(boxes);
  for (const type of ACTS) host.addEventListener(type, (event) => event.stopPropagation());
  return { host, shadow, boxes };
}

export interface Panel {
  /** Draws anew what may have changed. */
  update(): void;
}

/** Puts the panel up. */
export function panel(host: HTMLElement, shadow: ShadowRoot, desk: Desk, tabs: readonly Tab[], connected: () => boolean): Panel {
  const memory = remembered();
  let tab = tabs.find(({ name }) => name === memory.tab) ?? tabs[0]!;
  let view: View | undefined;
  /** Where the focus was, before it came here. */
  let before: Element | null = null;

  const opener = button("", () => toggle(true, true));
  const dot = el("span.dot");
  opener.className = "open";
  opener.title = "Debug panel (Ctrl+Shift+D)";
  opener.setAttribute("aria-expanded", "false");
  opener.append(dot, "djust");

  const list = el("div");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Debug panel");
  const content = el("div");
  content.id = "content";
  content.setAttribute("role", "tabpanel");
  const top = el("div.top", list, button("Clear", () => desk.history.clear()), button("Close (Esc)", () => toggle(false)));
  const drawer = el("div.panel", el("h2", "djust debug panel"), top, content);
  drawer.setAttribute("role", "region");
  drawer.setAttribute("aria-label", "djust debug panel");
  drawer.hidden = true;

  const heads = new Map(tabs.map((each) => [each, head(each)]));
  list.append(...heads.values());
  shadow.append(opener, drawer);

  function head(each: Tab): HTMLButtonElement {
    const made = button(each.title, () => choose(each));
    made.id = `tab-${each.name}`;
    made.setAttribute("role", "tab");
    made.setAttribute("aria-controls", "content");
    made.append(el("sup"));
    return made;
  }

  list.onkeydown = ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    choose(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]!);
    heads.get(tab)!.focus();
  };

  function choose(next: Tab): void {
    tab = next;
    view = undefined;
    desk.highlight.show([]);
    remember({ open: true, tab: tab.name });
    update();
  }

  function toggle(open = drawer.hidden, focus = false): void {
    if (open) before = document.activeElement === host ? before : document.activeElement;
    drawer.hidden = !open;
    opener.hidden = open;
    opener.setAttribute("aria-expanded", `${open}`);
    remember({ open, tab: tab.name });
    desk.highlight.show([]);
    update();
    if (open && focus) heads.get(tab)!.focus();
    if (open) return;
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
    else opener.focus();
  }

  function update(): void {
    // A whole page may have come, which knows nothing of us.
    if (!host.isConnected) document.documentElement.append(host);
    opener.classList.toggle("off", !connected());
    opener.classList.toggle("slow", isTroubled(desk));
    if (drawer.hidden) return;
    for (const [each, made] of heads) {
      const isChosen = each === tab;
      made.setAttribute("aria-selected", `${isChosen}`);
      made.tabIndex = isChosen ? 0 : -1;
      const count = each.count?.(desk);
      const said = made.querySelector("sup")!;
      const text = count ? `${count}` : "";
      if (said.textContent !== text) said.textContent = text;
    }
    content.setAttribute("aria-labelledby", `tab-${tab.name}`);
    if (!view) {
      view = tab.open(desk);
      // What scrolls is scrolled by keyboard, too.
      if (view.element.matches(".scroll")) view.element.tabIndex = 0;
      content.replaceChildren(view.element);
    }
    view.update();
  }

  drawer.addEventListener("keydown", ({ key }) => key === "Escape" && toggle(false));
  addEventListener(
    "keydown",
    (event) => {
      if (!(event.ctrlKey && event.shiftKey && event.code === "KeyD")) return;
      event.preventDefault();
      event.stopPropagation();
      toggle(undefined, true);
    },
    { capture: true },
  );
  document.documentElement.append(host);
  if (memory.open) toggle(true);
  return { update };
}
