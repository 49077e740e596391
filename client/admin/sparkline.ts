import { css, html, svg, type TemplateResult } from 'lit';
import { formatNumber } from '../i18n/format.ts';
import { admin } from '../i18n/texts/admin.ts';
import { HEIGHT, roundTenth, toOutlinePath, WIDTH } from './outline.ts';

/** Shortens a number to what a person reads of it: 12.34 → 12.3, 1234.5 → 1,235. */
const shorten = (value: number): string =>
  formatNumber(value >= 100 ? Math.round(value) : roundTenth(value));

/** Draws one series of the last minutes: a line, its newest number, its range; all of it in words too. */
export function sparkline(name: string, values: readonly number[]): TemplateResult {
  const words = admin();
  const [least, most] = [Math.min(...values), Math.max(...values)].map(shorten);
  const newest = shorten(values.at(-1) ?? 0);
  const path = toOutlinePath(values);
  return html`<figure class="chart">
    <figcaption>
      <span>${name}</span><strong>${newest}</strong>
    </figcaption>
    <svg
      role="img"
      aria-label=${words.chartOf(name, newest, least ?? '', most ?? '')}
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      preserveAspectRatio="none"
    >
      ${svg`<path class="area" d="${path}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z" /><path class="line" d=${path} />`}
    </svg>
    <span class="range" aria-hidden="true">${words.range(least ?? '', most ?? '')}</span>
  </figure>`;
}

export const sparklineStyles = css`
  .chart {
    display: grid;
    gap: var(--space-1);
    min-inline-size: 0;
    padding: var(--space-3) var(--space-4);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-lg);
  }

  .chart figcaption {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--space-2);
    font-size: var(--text-sm);
  }

  .chart strong {
    font-size: var(--text-lg);
    font-weight: var(--weight-bold);
  }

  .chart svg {
    inline-size: 100%;
    block-size: 3rem;
    overflow: visible;
  }

  .chart .line {
    fill: none;
    stroke: var(--accent);
    stroke-width: 2;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }

  .chart .area {
    fill: var(--accent-wash);
  }

  .chart .range {
    color: var(--text-faint);
    font-size: var(--text-xs);
  }
`;
