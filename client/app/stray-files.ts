/**
 * A file that is let go where nothing takes it would take the place of the app: the browser leaves the page for it. Returns how
 * to stop.
 */
export function holdStrayFiles(): () => void {
  const hold = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  addEventListener('dragover', hold);
  addEventListener('drop', hold);
  return () => {
    removeEventListener('dragover', hold);
    removeEventListener('drop', hold);
  };
}
