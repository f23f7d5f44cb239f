/** Tells the server which frames have arrived: riding on events, else after 16 frames or 5 seconds. */

const FRAMES = 16;
const DELAY = 5000;

export class Acknowledgement {
  /** The last frame that is on the page. */
  frame = 0;
  private _told = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly _send: (frame: number) => void) {}

  /** A frame is on the page. */
  arrived(frame: number): void {
    this.frame = frame;
    if (frame - this._told >= FRAMES) this._tell();
    else this._timer ??= setTimeout(() => this._tell(), DELAY);
  }

  /** The number that rides on a message which goes out now. */
  ride(): number {
    this._done();
    return this.frame;
  }

  /** Numbers belong to one join, and the server knows where this one stands. */
  restart(frame: number): void {
    this.frame = frame;
    this._done();
  }

  private _tell(): void {
    this._send(this.ride());
  }

  private _done(): void {
    this._told = this.frame;
    clearTimeout(this._timer);
    this._timer = undefined;
  }
}
