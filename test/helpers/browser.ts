import { type Answer, answerOf } from './caller.ts';

/** Adds what a browser adds by itself: its cookies, the Origin of its page, and the client's header. */
export class Browser {
  readonly jar = new Map<string, string>();
  /** The Set-Cookie lines of the last response. */
  lastCookies: string[] = [];

  constructor(
    private readonly url: string,
    private readonly extra: Record<string, string> = {},
    private readonly origin = url,
  ) {}

  async ask(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await answerOf(this.url, method, path, body, {
      ...(cookie ? { cookie } : {}),
      ...(method === 'GET' ? {} : { origin: this.origin }),
      'x-payambar-client': 'web',
      ...this.extra,
      ...headers,
    });
    this.lastCookies = answer.headers.getSetCookie();
    for (const line of this.lastCookies) this.keep(line);
    return answer;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split('=');
    if (attributes.includes('Max-Age=0')) this.jar.delete(name);
    else this.jar.set(name, value);
  }
}
