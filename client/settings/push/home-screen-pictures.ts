import { html, type TemplateResult } from 'lit';

/** A phone's outline, with what is to be seen on it. Drawn for both directions: only the row of a menu has a beginning. */
const phone = (inside: TemplateResult) => html`<svg
  viewBox="0 0 64 64"
  fill="none"
  stroke="currentColor"
  stroke-width="2"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>
  <svg viewBox="0 0 64 64"><rect x="17" y="6" width="30" height="52" rx="5" /></svg>
  ${inside}
</svg>`;

const BELL = 'M32 20a7 7 0 0 1 7 7c0 7 3 9 3 9H22s3-2 3-9a7 7 0 0 1 7-7m-2.5 20a3 3 0 0 0 5 0';

/** What each of the steps to the Home Screen of an iPhone looks like. */
export const HOME_SCREEN_PICTURES: readonly TemplateResult[] = [
  phone(html`<svg viewBox="0 0 64 64">
    <path d="M17 46h30M28 50v4h8v-4M32 52v-4" />
    <path d="M27 26h-3v14h16V26h-3M32 33V18m-4 4 4-4 4 4" />
  </svg>`),
  phone(html`<svg viewBox="0 0 64 64">
    <path d="M23 17h18M23 47h18" opacity="0.4" />
    <rect x="22" y="24" width="20" height="16" rx="4" />
    <path d="M32 28v8m-4-4h8" />
  </svg>`),
  phone(html`<svg viewBox="0 0 64 64">
    <g opacity="0.4">
      <rect x="22" y="14" width="8" height="8" rx="2" />
      <rect x="34" y="14" width="8" height="8" rx="2" />
      <rect x="22" y="27" width="8" height="8" rx="2" />
    </g>
    <rect x="34" y="27" width="8" height="8" rx="2" fill="currentColor" />
    <path d="m40 37 2 8" />
  </svg>`),
  phone(html`<svg viewBox="0 0 64 64"><path d=${BELL} /></svg>`),
];
