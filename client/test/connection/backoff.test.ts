import { afterEach, expect, test, vi } from "vitest";

import { backoff } from "../../src/connection/backoff";

afterEach(() => vi.restoreAllMocks());

test("the bound doubles from 0.2 s and stays at 10 s", () => {
  vi.spyOn(Math, "random").mockReturnValue(1);
  const bounds = [0, 1, 2, 5, 6, 40, 2000].map(backoff);

  expect(bounds).toEqual([200, 400, 800, 6400, 10_000, 10_000, 10_000]);
});

test("the wait is anywhere below the bound", () => {
  const random = vi.spyOn(Math, "random").mockReturnValueOnce(0).mockReturnValueOnce(0.25);

  expect(backoff(3)).toBe(0);
  expect(backoff(3)).toBe(400);
  expect(random).toHaveBeenCalledTimes(2);
});
