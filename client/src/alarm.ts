/** One thing that is done later, if nothing else is set meanwhile; without one, nothing is. */
export type Alarm = (act?: () => void, delay?: number) => void;

export function alarm(): Alarm {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (act, delay) => {
    clearTimeout(timer);
    timer = act && setTimeout(act, delay);
  };
}
