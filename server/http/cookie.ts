/** What a browser keeps under this very name; undefined when it sends none. */
export function cookieIn(request: Request, name: string): string | undefined {
  const header = request.headers.get('cookie');
  return header === null ? undefined : (new Bun.CookieMap(header).get(name) ?? undefined);
}
