const KEY = 'payambar:push-declined';

/** Remembers a refusal: that person is not asked again on this device; the settings still offer it. */
export function declinePush(): void {
  localStorage.setItem(KEY, '1');
}

export function isPushDeclined(): boolean {
  return localStorage.getItem(KEY) !== null;
}
