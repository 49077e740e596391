import type { Page } from 'playwright-core';

/** Returns the texts of the open chat's bubbles, in the order in which they stand, without their times. */
export function bubbles(page: Page): Promise<string[]> {
  return page.locator('pa-message .text').evaluateAll((nodes) =>
    nodes.map((node) =>
      [...node.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map(({ textContent }) => textContent)
        .join(''),
    ),
  );
}
