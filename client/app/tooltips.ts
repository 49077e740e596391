/** A button that is only an icon says under the mouse what it says to whoever listens. */
export function showTooltips(): () => void {
  const name = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return;
    for (const part of event.composedPath()) {
      if (!(part instanceof HTMLElement) || !part.matches('button, a')) continue;
      // One of its own says more, as a time does; and what has words needs none.
      const label = part.getAttribute('aria-label');
      if (label && part.textContent?.trim() === '' && (part.title === '' || named.has(part))) {
        part.title = label;
        named.add(part);
      }
      return;
    }
  };
  // What they are called may change, as "mute" does.
  const named = new WeakSet<HTMLElement>();
  addEventListener('pointerover', name, { passive: true });
  return () => removeEventListener('pointerover', name);
}
