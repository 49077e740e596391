/** Returns what has the focus, through all shadow roots; null when it is nothing of the page's content. */
export function focusedElement(): HTMLElement | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found instanceof HTMLElement && found !== document.body ? found : null;
}

/** A press on a button must not take the focus: on touch the keyboard would close, and what is selected be lost. */
export function keepFocus(event: Event): void {
  event.preventDefault();
}

/** True while a person writes somewhere: what opens meanwhile must not take the keys away. */
export function isWriting(): boolean {
  return focusedElement()?.matches('input, textarea') ?? false;
}
