import { html, type TemplateResult } from 'lit';
import type { Message } from '../../../protocol/messages.ts';
import { coverSpoilers } from '../../../protocol/rules/spoilers.ts';
import { safeUrl } from '../../format/url.ts';
import '../../ui/pa-icon.ts';

/** A link of a message: its words, and where it leads as a person reads it; '' where a spoiler hides that. */
type SharedLink = { url: string; text: string; host: string };

/** The links of a message, each address once. What would not be drawn as a link in its bubble is none here. */
export function linksOf({ text, entities = [] }: Pick<Message, 'text' | 'entities'>): SharedLink[] {
  const found = new Map<string, SharedLink>();
  const covered = coverSpoilers(text, entities);
  for (const { type, offset, length, url = '' } of entities) {
    const safe = type === 'link' ? safeUrl(url) : null;
    if (safe === null || found.has(safe)) continue;
    const words = covered.slice(offset, offset + length);
    const isCovered = words !== text.slice(offset, offset + length);
    found.set(safe, { url: safe, text: words, host: isCovered ? '' : hostOf(safe) });
  }
  return [...found.values()];
}

/** As browsers write it: letters that look like others are seen to be such. Of mail and telephone: to whom. */
function hostOf(url: string): string {
  const { host, pathname } = new URL(url);
  return host || pathname;
}

export function renderLink({ url, text, host }: SharedLink): TemplateResult {
  return html`<a class="link" href=${url} title=${host && url} target="_blank" rel="noopener noreferrer">
    <span class="sign"><pa-icon name="link"></pa-icon></span>
    <span class="about"
      ><bdi class="words">${text}</bdi><bdi class="host one-line" dir="ltr">${host}</bdi></span
    >
  </a>`;
}
