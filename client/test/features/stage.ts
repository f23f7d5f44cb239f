/** A page without a server: real features and real elements; what would be sent is written down, and answered by hand. */

import { vi } from "vitest";

import "../../../src/djust/static/djust/djust.css";

import { Page } from "../../src/dom";
import { carried } from "../../src/dom/fields";
import type { Feature, Host } from "../../src/feature";
import type { Action, Go } from "../../src/types";

export class Stage {
  readonly sent: Action[] = [];
  connected = true;
  readonly host: Host;
  private readonly _stop = new AbortController();

  constructor(private readonly _features: Feature[]) {
    const dispatch: Go = (action) => {
      this.sent.push(action);
      this._features.forEach((feature) => feature.begin?.(action));
    };
    this.host = {
      signal: this._stop.signal,
      on: (target, type, hear, capture = false) => target.addEventListener(type, hear, { signal: this._stop.signal, capture }),
      connected: () => this.connected,
      perform: (action) => _features.some((feature) => feature.gate?.(action)) || dispatch(action),
      dispatch,
      page: new Page(document),
      wake: vi.fn(),
      sleep: vi.fn(),
      use: vi.fn(),
      dial: vi.fn(),
    };
    this._features.forEach((feature) => feature.install?.(this.host));
  }

  /** What the handlers were told, in order. */
  get told(): [string, unknown][] {
    return this.sent.map(({ handler, params }) => [handler, params.v]);
  }

  act(element: Element, kind: string, handler: string, v?: string): void {
    this.host.perform({ element, target: element, kind, handler, params: v === undefined ? {} : { v }, carried: carried([]) });
  }

  /** The server has answered the oldest action, or the one given. */
  answer(action = this.sent.find((each) => !this._answered.has(each))!): void {
    this._answered.add(action);
    this._features.forEach((feature) => feature.end?.(action));
  }
  private readonly _answered = new Set<Action>();

  updated(): void {
    document.dispatchEvent(new Event("djust:updated"));
  }

  stop(): void {
    this._stop.abort();
    document.body.replaceChildren();
    document.adoptedStyleSheets = [];
  }
}

export function show(html: string): void {
  document.body.innerHTML = html;
}

export function $<T extends HTMLElement = HTMLElement>(selector: string): T {
  return document.querySelector<T>(selector)!;
}
