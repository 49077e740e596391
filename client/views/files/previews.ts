import { automaticLoading, isLineFree } from './automatic.ts';

/** What moves while it is looked at: one at a time, so that a page of videos costs no more than one. */
export type Preview = Element & { play(): void; rest(): void };

/** So much of it has to be in sight. */
const SEEN = 0.75;
const STILL = matchMedia('(prefers-reduced-motion: reduce)');

const inSight = new Set<Preview>();
let playing: Preview | undefined;

const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, intersectionRatio } of entries) {
      const preview = target as Preview;
      if (intersectionRatio >= SEEN) inSight.add(preview);
      else inSight.delete(preview);
    }
    choose();
  },
  { threshold: SEEN },
);

export function watchPreview(preview: Preview): void {
  sight.observe(preview);
}

export function unwatchPreview(preview: Preview): void {
  sight.unobserve(preview);
  inSight.delete(preview);
  choose();
}

function choose(): void {
  const next = mayPlay() ? [...inSight].toSorted(byMiddle)[0] : undefined;
  if (next === playing) return;
  playing?.rest();
  playing = next;
  playing?.play();
}

function mayPlay(): boolean {
  const { previews } = automaticLoading.get();
  const isCovered = document.hidden || document.querySelector('dialog.viewer') !== null;
  return previews && isLineFree() && !STILL.matches && !isCovered;
}

function byMiddle(one: Preview, other: Preview): number {
  return distanceOf(one) - distanceOf(other);
}

/** From the middle of the page. */
function distanceOf(preview: Preview): number {
  const { top, height } = preview.getBoundingClientRect();
  return Math.abs(top + height / 2 - innerHeight / 2);
}

automaticLoading.subscribe(choose);
STILL.addEventListener('change', choose);
document.addEventListener('visibilitychange', choose);
// The viewer stands in the page itself, for as long as it is open.
new MutationObserver(choose).observe(document.body, { childList: true });
