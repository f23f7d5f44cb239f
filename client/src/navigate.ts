/** Where the server sends a page. */

export function navigate(to: string): void {
  const { href } = new URL(to, location.href);
  // The server has checked the host; a scheme that is code is refused here as well.
  if (/^http/.test(href)) location.assign(href);
}
