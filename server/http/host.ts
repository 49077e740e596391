/**
 * What a request says of the host that it is for (RFC 9112 §3.2). `none`: it is of HTTP/1.0, which need not say it. `bad`:
 * something that is no host, or two of them, of which one server between could read the first and the next the second.
 */
export function hostVerdict(request: Request): 'good' | 'none' | 'bad' {
  const host = request.headers.get('host');
  // Such a request has a path where others have a whole address.
  if (host === null) return request.url.startsWith('/') ? 'none' : 'good';
  // Two lines arrive as one with a comma between.
  return /^[^\s,/?#@\\]+$/.test(host) && URL.canParse(request.url) ? 'good' : 'bad';
}
