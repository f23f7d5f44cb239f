import { expect, test } from "vitest";

import { backoff } from "../../src/connection/backoff";

test("the bound doubles from 0.2 s and stays at 10 s", () => {
  const bounds = [0, 1, 2, 5, 6, 40, 2000].map((attempt) => backoff(attempt, () => 1));

  expect(bounds).toEqual([200, 400, 800, 6400, 10_000, 10_000, 10_000]);
});

test("the wait is anywhere below the bound", () => {
  expect(backoff(3, () => 0)).toBe(0);
  expect(backoff(3, () => 0.25)).toBe(400);
});
