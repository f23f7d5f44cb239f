/** The browser's WebSocket, driven by hand. */

export class FakeSocket {
  static all: FakeSocket[] = [];

  static get last(): FakeSocket {
    return FakeSocket.all.at(-1)!;
  }

  sent: unknown[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    // As browsers do with a path.
    this.url = url.startsWith("/") ? `ws://${location.host}${url}` : url;
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  receive(...message: unknown[]): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}
