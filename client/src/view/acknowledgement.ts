/** Tells the server which frames have arrived: riding on events, else after 16 frames or 5 seconds. */

const FRAMES = 16;
const DELAY = 5000;

export interface Acknowledgement {
  /** A frame is on the page. */
  arrived(frame: number): void;
  /** The number that rides on a message which goes out now. */
  ride(): number;
  /** Numbers belong to one join, and the server knows where this one stands. */
  restart(frame: number): void;
}

export function acknowledgement(send: (frame: number) => void): Acknowledgement {
  let frame = 0;
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function ride(): number {
    clearTimeout(timer);
    timer = undefined;
    return (told = frame);
  }
  const tell = (): void => send(ride());

  return {
    arrived(number) {
      frame = number;
      if (frame - told >= FRAMES) tell();
      else timer ??= setTimeout(tell, DELAY);
    },
    ride,
    restart(number) {
      frame = number;
      ride();
    },
  };
}
