import type { GroupInvitePreview } from '../../protocol/groups.ts';
import type { User } from '../../protocol/users.ts';
import type { Guard } from '../auth/guard.ts';
import type { Config } from '../config.ts';
import { limitKey } from '../http/network.ts';
import type { CurrentSettings } from '../instance/settings.ts';
import { Limiter } from '../limits.ts';
import { ASSET_TEXTS, nameIn } from './texts.ts';

type Options = {
  instance: Pick<CurrentSettings, 'now' | 'registration'>;
  previewGroup(code: string): Promise<GroupInvitePreview>;
  profile(username: string): Promise<User>;
  guard: Pick<Guard, 'addressOf' | 'hostOf' | 'https'>;
  config: Pick<Config, 'authLimit' | 'publicUrl' | 'serverLanguage'>;
};
type Preview = { title: string; about: string };

const GROUP = /^\/join\/([\w-]{22})\/?$/;
const PERSON = /^\/u\/([^/]+)\/?$/;

/**
 * Open Graph tags of a page: what another program shows of a link to it. They say what a stranger who opens the link
 * sees, and no more: a group's title to a holder of its code, a person's name where registration is open.
 */
export function createPreviews({ instance, previewGroup, profile, guard, config }: Options) {
  const { serverLanguage: language } = config;
  const words = ASSET_TEXTS[language];
  // As many as profiles (users/routes.ts): pages must not be another way to try all names.
  const limiter = new Limiter({ tokens: 4 * config.authLimit, perMs: 60_000 });

  async function previewOf(request: Request, path: string, server: string): Promise<Preview> {
    const isolated = `\u2068${server}\u2069`;
    const ofServer = { title: server, about: words.about };
    if (/^\/i\/?$/.test(path))
      return { title: words.invitation(isolated), about: words.invitationText };
    const [code, username] = [GROUP.exec(path)?.[1], PERSON.exec(path)?.[1]];
    if (code === undefined && username === undefined) return ofServer;
    try {
      limiter.take(limitKey(guard.addressOf(request)));
      if (code !== undefined)
        return { title: (await previewGroup(code)).title, about: words.groupText(isolated) };
      if (username === undefined || (await instance.registration()) !== 'open') return ofServer;
      return { title: (await profile(username)).displayName, about: words.personText(isolated) };
    } catch {
      // The page opens all the same, whatever is wrong with its link or with the data, and says so itself.
      return ofServer;
    }
  }

  return async (request: Request, path: string): Promise<string> => {
    const server = nameIn(language, instance.now().name);
    const { title, about } = await previewOf(request, path, server);
    const scheme = guard.https(request) ? 'https' : 'http';
    const origin = config.publicUrl || `${scheme}://${guard.hostOf(request)}`;
    const graph = {
      type: 'website',
      site_name: server,
      title,
      description: about,
      image: `${origin}/icons/icon-512.png`,
      'image:width': '512',
      'image:height': '512',
      locale: language === 'fa' ? 'fa_IR' : 'en',
    };
    const tags = Object.entries(graph).map(
      ([name, text]) => `<meta property="og:${name}" content="${Bun.escapeHTML(text)}">`,
    );
    return `<meta name="description" content="${Bun.escapeHTML(about)}">${tags.join('')}`;
  };
}
