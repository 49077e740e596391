/** Of a profile that is the address; '' where it is none. */
export function profileName(): string {
  const part = /^\/u\/([^/]+)\/?$/.exec(location.pathname)?.[1] ?? '';
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
