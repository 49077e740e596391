import { css, html, type TemplateResult } from 'lit';
import { formatNumber } from '../../i18n/format.ts';
import { type BrowserFamily, notificationWords } from '../../i18n/texts/notifications.ts';
import type { PushObstacle } from '../../pwa/push.ts';
import { HOME_SCREEN_PICTURES } from './home-screen-pictures.ts';

/** By what only one of them has; each hides the way to its permissions elsewhere. */
function findBrowser(): BrowserFamily {
  const { userAgent } = navigator;
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Android/.test(userAgent)) return 'android';
  return 'GestureEvent' in globalThis ? 'safari' : 'chromium';
}

/** Says why this browser shows no notifications, and what helps. */
export function renderObstacle(obstacle: PushObstacle): TemplateResult {
  const words = notificationWords();
  if (obstacle === 'insecure') return html`<p>${words.insecure}</p>`;
  if (obstacle === 'unsupported') return html`<p>${words.unsupported}</p>`;
  if (obstacle === 'home-screen')
    return html`<p>${words.homeScreen}</p>
      ${renderSteps(words.homeScreenSteps, HOME_SCREEN_PICTURES)}`;
  return html`<p>${words.denied}</p>
    ${renderSteps(words.waysOut[findBrowser()])}`;
}

function renderSteps(steps: readonly string[], pictures: readonly TemplateResult[] = []) {
  return html`<ol role="list">
    ${steps.map(
      (step, index) => html`<li>
        ${pictures[index] ?? html`<span class="number" aria-hidden="true">${formatNumber(index + 1)}</span>`}
        <span>${step}</span>
      </li>`,
    )}
  </ol>`;
}

export const wayOutStyles = css`
  ol {
    display: grid;
    gap: var(--space-3);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    line-height: 1.6;
  }

  .number {
    display: grid;
    flex: none;
    place-content: center;
    inline-size: 2rem;
    block-size: 2rem;
    color: var(--accent-strong);
    font-weight: var(--weight-bold);
    background: var(--accent-wash);
    border-radius: var(--radius-full);
  }

  svg {
    flex: none;
    inline-size: 4rem;
    block-size: 4rem;
    color: var(--accent);
    background: var(--accent-wash);
    border-radius: var(--radius-md);
  }
`;
