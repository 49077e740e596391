import type { Page } from 'playwright-core';

/** These are as long as a name may be: of each script, and without a place to break. */
export const LONG_NAMES = [
  'عبدالرحمان سیف‌الدین شهاب‌الدین‌زاده‌ی خراسانی اصل از اهالی نیشابور',
  'Robert (Bob) Johnson-Smith the Third of Somewhere Very Far Away.',
  'W'.repeat(64),
  'ششصدوشصت'.repeat(8),
].map((name) => name.slice(0, 64));

/** These may be wider than the screen: they scroll sideways by design. */
const SIDEWAYS = '.filters, .tabs, pre, .pswp__container';
const UNSEEN =
  '.visually-hidden, pa-wallpaper, svg, pa-avatar, pa-icon, [role="gridcell"], script, style';
const CONTROLS = 'button, a[href], input, select, textarea, [role="switch"], [role="menuitem"]';

/** Replaces each of `known` by `name` in the words that stand on the page. */
export async function renameAll(page: Page, known: string[], name: string): Promise<number> {
  return await page.evaluate(
    ([names, long]) => {
      let count = 0;
      const visit = (node: Node): void => {
        if (node instanceof Text) {
          const found = names.find((one) => node.data.includes(one));
          if (found === undefined) return;
          node.data = node.data.replace(found, long);
          count++;
        } else {
          if (node instanceof Element && node.shadowRoot) visit(node.shadowRoot);
          for (const child of [...node.childNodes]) visit(child);
        }
      };
      visit(document.body);
      return count;
    },
    [known, name] as const,
  );
}

/** Lists what lies outside of the viewport or is cut there: boxes, controls, and words that end without dots. */
export async function misfits(page: Page): Promise<string[]> {
  return await page.evaluate(
    ([sideways, unseen, controls]) => {
      type Room = { from: number; to: number; elided: boolean };
      const found = new Set<string>();
      const whole: Room = { from: 0, to: innerWidth, elided: false };
      const over = (box: DOMRect, { from, to }: Room) => box.left < from - 1 || box.right > to + 1;
      const describeBox = (what: string, of: Element, box: DOMRect) =>
        found.add(
          `${what}: ${pathOf(of)} ${Math.round(box.left)}…${Math.round(box.right)} of ${innerWidth}`,
        );
      const pathOf = (element: Element): string => {
        const root = element.getRootNode();
        const host = root instanceof ShadowRoot ? `${root.host.localName} ` : '';
        const name = [...element.classList].map((one) => `.${one}`).join('');
        return `${host}${element.localName}${name}`;
      };

      const words = (node: Text, room: Room): void => {
        const parent = node.parentElement;
        if (room.elided || !parent || node.data.trim() === '') return;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
          if (box.width > 0 && over(box, room)) describeBox('words', parent, box);
        }
      };

      const visit = (element: Element, outer: Room): void => {
        if (element.matches(unseen)) return;
        const style = getComputedStyle(element);
        if (style.display === 'none' || style.visibility === 'hidden') return;
        const box = element.getBoundingClientRect();
        const onTop = element.matches(':popover-open, dialog[open]');
        const room = onTop ? whole : outer;
        if (!room.elided && box.width > 0) {
          if (element.matches(controls) && over(box, room)) describeBox('control', element, box);
          else if (style.display !== 'inline' && over(box, whole)) describeBox('box', element, box);
        }
        if (element.matches(sideways)) return;
        const cuts = style.overflowX !== 'visible' && style.display !== 'inline';
        const inner: Room = {
          from: cuts ? Math.max(room.from, box.left) : room.from,
          to: cuts ? Math.min(room.to, box.right) : room.to,
          elided: room.elided || (cuts && style.textOverflow === 'ellipsis'),
        };
        for (const child of childrenOf(element)) {
          if (child instanceof Element) visit(child, inner);
          else if (child instanceof Text) words(child, inner);
        }
      };

      const childrenOf = (element: Element): Node[] => {
        if (element instanceof HTMLSlotElement && element.assignedNodes().length > 0)
          return element.assignedNodes();
        return [...(element.shadowRoot ?? element).childNodes];
      };

      visit(document.body, whole);
      return [...found];
    },
    [SIDEWAYS, UNSEEN, CONTROLS] as const,
  );
}

/** Lists empty fields for text that do not begin where the page does: placeholder and caret. */
export async function turnedFields(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const one of root.querySelectorAll('*')) {
        if (one.shadowRoot) visit(one.shadowRoot);
        if (!one.matches('input[dir="auto"], textarea')) continue;
        const field = one as HTMLInputElement | HTMLTextAreaElement;
        if (field.value !== '' || field.dir === 'ltr') continue;
        if (getComputedStyle(field).direction !== document.documentElement.dir)
          found.push(`${field.localName} ${field.id || field.getAttribute('aria-label')}`);
      }
    };
    visit(document);
    return found;
  });
}
