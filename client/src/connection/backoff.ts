/** How long to wait before the next attempt. */

const FIRST = 200;
const LONGEST = 10_000;

/** Full jitter: anywhere below a bound that doubles from 0.2 s to 10 s, so that a restarted server is not met by all pages at once. */
export function backoff(attempt: number): number {
  return Math.random() * Math.min(LONGEST, FIRST * 2 ** attempt);
}
