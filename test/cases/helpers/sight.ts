import type { Locator, Page } from 'playwright-core';

/** Pieces of text by where they stand on the screen: what a person sees, whatever order they have in the source. */
type Sight = {
  /** The pieces from left to right. */
  order: string[];
  /** For each paragraph the side on which it begins. */
  lines: string[];
};

/** Looks for `pieces` in the words of an element, the time beside them left out. */
export function sightOf(element: Locator, pieces: string[] = []): Promise<Sight> {
  return element.evaluate((root: Element, wanted: string[]) => {
    const places: { node: Text; at: number }[] = [];
    let text = '';
    const collect = (node: Node): void => {
      if (node instanceof Text) {
        for (let i = 0; i < node.length; i++) places.push({ node, at: i });
        text += node.data;
      } else if (!(node instanceof Element) || node.localName !== 'time')
        for (const child of node.childNodes) collect(child);
    };
    collect(root);
    const boxOf = (from: number, to: number): DOMRect => {
      const range = document.createRange();
      const [first, last] = [places[from], places[to - 1]];
      if (!first || !last) throw new Error(`nothing at ${from} of ${text}`);
      range.setStart(first.node, first.at);
      range.setEnd(last.node, last.at + 1);
      return range.getBoundingClientRect();
    };
    const leftOf = (piece: string): number => {
      const at = text.indexOf(piece);
      if (at === -1) throw new Error(`no ${piece} in ${text}`);
      return boxOf(at, at + piece.length).left;
    };
    let from = 0;
    const lines = text.split('\n').map((line) => {
      const at = from;
      from += line.length + 1;
      const edges =
        line.trim() === ''
          ? null
          : [boxOf(at, at + 1), boxOf(at + line.length - 1, at + line.length)];
      return !edges ? '' : (edges[0]?.left ?? 0) > (edges[1]?.left ?? 0) ? 'right' : 'left';
    });
    return { order: [...wanted].sort((a, b) => leftOf(a) - leftOf(b)), lines };
  }, pieces);
}

/** Returns the side of a bubble on which its time stands, and the direction of the time itself. */
export function timeOf(bubble: Locator): Promise<{ time: string; timeText: string }> {
  return bubble.evaluate((message: Element) => {
    const time = message.shadowRoot?.querySelector('time.meta');
    const box = message.shadowRoot?.querySelector('.bubble')?.getBoundingClientRect();
    const digits = [...(time?.querySelector('.stamp')?.childNodes ?? [])].find(
      (node): node is Text => node instanceof Text && node.data.trim() !== '',
    );
    if (!time || !box || !digits) throw new Error('no time');
    const leftAt = (at: number): number => {
      const range = document.createRange();
      range.setStart(digits, at);
      range.setEnd(digits, at + 1);
      return range.getBoundingClientRect().left;
    };
    const at = digits.data.search(/\p{N}/u);
    const own = time.getBoundingClientRect();
    const middle = (own.left + own.right) / 2;
    return {
      time: middle < (box.left + box.right) / 2 ? 'left' : 'right',
      timeText: leftAt(at) < leftAt(at + 4) ? 'ltr' : 'rtl',
    };
  });
}

/** Says of the heading in a box whether its first letter is in sight, and whether it stands at the box's own edge. */
export function beginningOf(words: Locator): Promise<{ startVisible: boolean; aligned: boolean }> {
  return words.evaluate((box: Element) => {
    const name = box.querySelector('h1, h2, h3') ?? box;
    const texts = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
    let first = texts.nextNode() as Text | null;
    while (first && first.data.trim() === '') first = texts.nextNode() as Text | null;
    if (!first) throw new Error('no words');
    const range = document.createRange();
    const at = first.data.search(/\S/u);
    range.setStart(first, at);
    range.setEnd(first, at + 1);
    const [letter, own] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
    return {
      startVisible: letter.right <= own.right + 1 && letter.left >= own.left - 1,
      aligned: Math.abs(letter.right - own.right) < 4,
    };
  });
}

/** Lists the cards of a page that reach beyond the window. */
export function hangingOver(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    const look = (root: ParentNode): void => {
      for (const one of root.querySelectorAll('*')) {
        const { left, right, width } = one.getBoundingClientRect();
        if (one.matches('.card') && width > 0 && (left < 0 || right > innerWidth))
          out.push(`${one.className} ${left}…${right}`);
        if (one.shadowRoot) look(one.shadowRoot);
      }
    };
    look(document);
    return out;
  });
}
