import { afterEach, expect, test, vi } from "vitest";

import { announce } from "../../src/errors";
import type { Complaint } from "../../src/errors";
import { unreachable } from "../../src/debug/unreachable";

const told: Complaint[] = [];
const listen = (event: Event): unknown => told.push((event as CustomEvent<Complaint>).detail);

function begin(hasAnother = false): void {
  vi.useFakeTimers();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  document.addEventListener("djust:error", listen);
  unreachable(document, () => "/ws/live/", () => hasAnother);
}

afterEach(() => {
  announce("connected");
  document.removeEventListener("djust:error", listen);
  told.length = 0;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("who never was connected is told once, with the address", () => {
  begin();
  announce("disconnected");
  vi.advanceTimersByTime(1999);

  expect(told).toEqual([]);

  vi.advanceTimersByTime(1);
  announce("disconnected");
  vi.advanceTimersByTime(9000);

  expect(told.map(({ code }) => code)).toEqual(["connection.impossible"]);
  expect(told[0]!.detail).toContain("/ws/live/");
});

test("what was told goes away when the page becomes live after all", () => {
  begin();
  announce("disconnected");
  vi.advanceTimersByTime(2000);
  document.documentElement.append(document.createElement("djust-overlay"));
  announce("connected");

  expect(document.querySelector("djust-overlay")).toBeNull();
});

test("a page that was connected once hears nothing of later losses", () => {
  begin();
  announce("connected");
  announce("disconnected");
  vi.advanceTimersByTime(9000);

  expect(told).toEqual([]);
});

test("a page that has another way hears nothing", () => {
  begin(true);
  announce("disconnected");
  vi.advanceTimersByTime(9000);

  expect(told).toEqual([]);
});
