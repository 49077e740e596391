/** A movement below this, in CSS pixels, is a click. */
const SLOP = 6;

type Drag = {
  /** The press that may become a drag. */
  start: PointerEvent;
  /** The list's items that are pinned, in their order; all of one height. */
  items: HTMLElement[];
  from: number;
  drop(to: number): void;
};

/** Drags a pinned row to another position among the pinned ones; Escape puts it back. */
export function dragPin({ start, items, from, drop }: Drag): void {
  const item = items[from];
  if (!item) return;
  const stop = new AbortController();
  const { signal } = stop;
  const height = item.getBoundingClientRect().height;
  let to = from;
  let moving = false;

  const move = (event: PointerEvent): void => {
    // The button was released before this code had loaded.
    if (event.buttons === 0) {
      end(false);
      return;
    }
    const way = event.clientY - start.clientY;
    if (!moving && Math.abs(way) < SLOP) return;
    moving = true;
    item.classList.add('carried');
    to = Math.min(Math.max(from + Math.round(way / height), 0), items.length - 1);
    for (const [n, other] of items.entries()) {
      const makesRoom = n > from && n <= to ? -height : n < from && n >= to ? height : 0;
      other.style.translate = `0 ${other === item ? way : makesRoom}px`;
    }
  };
  const end = (keep: boolean): void => {
    stop.abort();
    item.classList.remove('carried');
    for (const other of items) other.style.translate = '';
    if (!moving) return;
    // The press was no click on the link.
    const swallow = (event: Event): void => event.preventDefault();
    addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', swallow, { capture: true }));
    if (keep && to !== from) drop(to);
  };
  addEventListener('pointermove', move, { signal });
  addEventListener('pointerup', () => end(true), { signal });
  addEventListener('pointercancel', () => end(false), { signal });
  const cancelDrag = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    end(false);
  };
  addEventListener('keydown', cancelDrag, { signal, capture: true });
}
