import Negotiator from 'negotiator';

type RequestLanguage = 'fa' | 'en';

/** The one of our languages that a browser puts first (RFC 9110 §12.5.4), for pages that have no settings to ask. */
export function requestLanguage(request: Request): RequestLanguage {
  const headers = { 'accept-language': request.headers.get('accept-language') ?? undefined };
  return new Negotiator({ headers }).language(['fa', 'en']) === 'en' ? 'en' : 'fa';
}

/** Whether a person has followed an address there, and not a program or a part of a page. */
export function isNavigation({ method, headers }: Request): boolean {
  return method === 'GET' && headers.get('accept')?.includes('text/html') === true;
}
