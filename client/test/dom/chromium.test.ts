import { expect, test } from "vitest";

test("document tests run in a real browser", () => {
  expect(navigator.userAgent).toContain("Chrome");
});
