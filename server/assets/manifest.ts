import { requestLanguage } from '../http/language.ts';
import type { Text } from './answer.ts';
import { ASSET_TEXTS, nameIn, type PageLanguage } from './texts.ts';

const PAPER = '#f8f4ed';
const png = (name: string, size: number) => ({
  src: `/icons/${name}-${size}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
});

/**
 * What the device calls the app, and in which language. `id` is the same in all of them and never changes: by it a browser
 * knows that an installed app is this one.
 */
export function manifestOf(language: PageLanguage, serverName: string) {
  const words = ASSET_TEXTS[language];
  const name = nameIn(language, serverName);
  const shot = (form: 'narrow' | 'wide', sizes: string, label: string) => ({
    src: `/screenshots/${form}-${language}.webp`,
    ...{ sizes, type: 'image/webp', form_factor: form, label },
  });
  return {
    id: '/',
    start_url: '/',
    scope: '/',
    name,
    short_name: name,
    description: words.about,
    lang: language,
    dir: language === 'fa' ? 'rtl' : 'ltr',
    display: 'standalone',
    background_color: PAPER,
    theme_color: PAPER,
    categories: ['social', 'communication'],
    icons: [
      { ...png('icon', 192), purpose: 'any' },
      { ...png('icon', 512), purpose: 'any' },
      { ...png('maskable', 192), purpose: 'maskable' },
      { ...png('maskable', 512), purpose: 'maskable' },
      { ...png('monochrome', 512), purpose: 'monochrome' },
    ],
    // The service worker takes it; params are called as in client/core/shared-content.ts.
    share_target: {
      ...{ action: '/share', method: 'POST', enctype: 'multipart/form-data' },
      params: {
        ...{ title: 'title', text: 'text', url: 'url' },
        files: [{ name: 'files', accept: ['*/*'] }],
      },
    },
    shortcuts: [{ name: words.newChat, url: '/new', icons: [png('shortcut-new', 96)] }],
    screenshots: [
      shot('narrow', '720x1480', words.screenshots.list),
      shot('wide', '1280x800', words.screenshots.chat),
    ],
  };
}

/** The page names its language by `?lang=`; a request without it gets the first language that it accepts. */
export function manifestFor(request: Request, serverName: string): Text {
  const said = new URL(request.url).searchParams.get('lang');
  const language = said === 'fa' || said === 'en' ? said : requestLanguage(request);
  return {
    body: JSON.stringify(manifestOf(language, serverName)),
    type: 'application/manifest+json',
    ...(language === said ? {} : { vary: 'accept-language' }),
  };
}
