/** These paths belong to the server. A navigation to one of them (a link to a file, say) is not answered here. */
const SERVERS = /^\/(api|ws|health|ready|metrics|openapi\.json)(\/|$)/;

/**
 * Says whether this address is a screen of the app, which the shell draws. Usernames may hold a dot, so `/u/ali.reza`
 * is one.
 */
export function isShellPath(pathname: string): boolean {
  if (pathname.startsWith('/u/')) return true;
  return !SERVERS.test(pathname) && !/\.[a-z0-9]+$/i.test(pathname);
}
