/** Gives a button that is only an icon a tooltip with the words that a screen reader says. */
export function showTooltips(): () => void {
  const name = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return;
    for (const part of event.composedPath()) {
      if (!(part instanceof HTMLElement) || !part.matches('button, a')) continue;
      // A button with a title of its own says more, as a time does; one with words needs none.
      const label = part.getAttribute('aria-label');
      if (label && part.textContent?.trim() === '' && (part.title === '' || named.has(part))) {
        part.title = label;
        named.add(part);
      }
      return;
    }
  };
  // Their labels may change, as "mute" does.
  const named = new WeakSet<HTMLElement>();
  addEventListener('pointerover', name, { passive: true });
  return () => removeEventListener('pointerover', name);
}
