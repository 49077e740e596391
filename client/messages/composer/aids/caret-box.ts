/** What of a field's style decides where its letters stand. */
const COPIED = [
  'font',
  'letterSpacing',
  'wordSpacing',
  'lineHeight',
  'paddingBlock',
  'paddingInline',
  'textAlign',
  'unicodeBidi',
  'overflowWrap',
  'tabSize',
] as const;

/** The box around `[start, end)` of a textarea, in the viewport. No browser tells: a copy of the text is measured. */
export function measureSelection(field: HTMLTextAreaElement, start: number, end: number): DOMRect {
  const style = getComputedStyle(field);
  const copy = document.createElement('div');
  for (const name of COPIED) copy.style[name] = style[name];
  copy.dir = field.dir;
  copy.style.cssText +=
    'position:fixed;visibility:hidden;white-space:pre-wrap;box-sizing:border-box;';
  const outer = field.getBoundingClientRect();
  copy.style.inlineSize = `${field.clientWidth}px`;
  const picked = document.createElement('span');
  picked.textContent = field.value.slice(start, end);
  copy.append(field.value.slice(0, start), picked, field.value.slice(end));
  document.body.append(copy);
  const whole = copy.getBoundingClientRect();
  const box = picked.getBoundingClientRect();
  copy.remove();
  const x = outer.x + box.x - whole.x;
  const y = outer.y + box.y - whole.y - field.scrollTop;
  return new DOMRect(x, Math.max(outer.y, y), Math.min(box.width, outer.width), box.height);
}
