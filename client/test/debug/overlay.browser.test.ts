import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { overlay } from "../../src/debug/overlay";
import { report } from "../../src/errors";

let stop: AbortController;

beforeEach(() => {
  stop = new AbortController();
  overlay(document, stop.signal);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  stop.abort();
  shown()?.remove();
  vi.restoreAllMocks();
});

const shown = (): Element | null => document.querySelector("djust-overlay");

test("a complaint stands over the page: code, text, handler, hint and detail, as text", () => {
  report("handler.unknown", "This page cannot do that.", "app", "Did you mean 'save'? <img src=x>", { handler: "svae" });
  const tree = shown()!.shadowRoot!;

  for (const text of ["handler.unknown", "This page cannot do that.", "svae", "Did you mean 'save'? <img src=x>", "@event_handler"]) {
    expect(tree.textContent).toContain(text);
  }
  expect(tree.querySelector("img")).toBeNull();
  expect(tree.querySelector("[role=alert]")).not.toBeNull();

  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));

  expect(shown()).toBeNull();

  report("handler.unknown", "Again.", "app");
  shown()!.shadowRoot!.querySelector("button")!.click();

  expect(shown()).toBeNull();
});

test("what no event of the page asked for is named by what the server tells of it", () => {
  report("handler.failed", "Something went wrong.", "app", "Report.build failed: KeyError: 'x'\n  shop/views.py:12: …");

  expect(shown()!.shadowRoot!.querySelector("p")!.textContent).toBe("handler.failed in Report.build");
});

test("an app that deals with an error itself gets no overlay", () => {
  document.addEventListener("djust:error", (event) => event.preventDefault(), { once: true, capture: true });
  report("rate.limited", "Too fast.", "user");

  expect(shown()).toBeNull();
});
