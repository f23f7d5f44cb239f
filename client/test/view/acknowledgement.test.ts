import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { acknowledgement as make } from "../../src/view/acknowledgement";
import type { Acknowledgement } from "../../src/view/acknowledgement";

let told: number[];
let acknowledgement: Acknowledgement;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  acknowledgement = make((frame) => told.push(frame));
});

afterEach(() => vi.useRealTimers());

test("a frame is acknowledged after five seconds", () => {
  acknowledgement.arrived(1);
  vi.advanceTimersByTime(4_999);

  expect(told).toEqual([]);

  vi.advanceTimersByTime(1);

  expect(told).toEqual([1]);
});

test("an event takes the acknowledgement along", () => {
  acknowledgement.arrived(1);
  acknowledgement.arrived(2);

  expect(acknowledgement.ride()).toBe(2);

  vi.advanceTimersByTime(60_000);

  expect(told).toEqual([]);
});

test("sixteen frames do not wait", () => {
  for (let frame = 1; frame <= 40; frame++) acknowledgement.arrived(frame);

  expect(told).toEqual([16, 32]);
});

test("numbers begin anew with a join", () => {
  for (let frame = 1; frame <= 10; frame++) acknowledgement.arrived(frame);
  acknowledgement.restart(0);
  vi.advanceTimersByTime(60_000);

  expect(told).toEqual([]);
  expect(acknowledgement.ride()).toBe(0);
});
