import { direction } from '../../i18n/locale.ts';

/** CSS pixels that a finger moves until it is meant. */
const CANCEL = 90;
const LOCK = 70;

type SlideHandlers = {
  handleMove(cancelled: number): void;
  cancel(): void;
  lock(): void;
  lift(): void;
};

/**
 * Follows the finger that holds the button: towards the start of the line it cancels, upwards it locks, and lifted it ends.
 * Returns a function that stops following.
 */
export function followFinger(
  { pointerId, clientX, clientY }: PointerEvent,
  { handleMove, cancel, lock, lift }: SlideHandlers,
): () => void {
  // The button is at the end of the line: the other side is where there is room.
  const away = direction() === 'rtl' ? 1 : -1;
  const stop = new AbortController();
  const { signal } = stop;
  const end = (run: () => void) => {
    stop.abort();
    run();
  };
  const listen = (
    type: 'pointermove' | 'pointerup' | 'pointercancel',
    run: (event: PointerEvent) => void,
  ) => {
    const follow = (event: PointerEvent) => {
      if (event.pointerId === pointerId) run(event);
    };
    window.addEventListener(type, follow, { signal });
  };
  listen('pointermove', (event) => {
    const aside = (event.clientX - clientX) * away;
    if (aside > CANCEL) end(cancel);
    else if (clientY - event.clientY > LOCK) end(lock);
    else handleMove(Math.max(0, aside) / CANCEL);
  });
  listen('pointerup', () => end(lift));
  // The system has taken the touch for something of its own: what was spoken stays.
  listen('pointercancel', () => end(lock));
  return () => stop.abort();
}
