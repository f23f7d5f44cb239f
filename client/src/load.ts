/** Loads scripts that not every page has from the start. */

/** Whose nonce a Content-Security-Policy knows. */
const own = document.currentScript;

/** Loads a script as the page's own were, from wherever they come; `then` it is here, or it failed. */
export function load(src: string, then: () => void): void {
  const script = Object.assign(document.createElement("script"), { src, nonce: own?.nonce, onload: then, onerror: then });
  document.head.append(script);
  script.remove();
}
