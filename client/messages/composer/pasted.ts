import { loadWriting } from './composer-writing.ts';
import { insertAtCaret } from './half-space.ts';

const TAGS =
  /<(?:b|strong|i|em|s|del|strike|code|pre|blockquote|a|li|dl|table|hr|details|h[1-6])(?=[\s>])/i;
/** Google Docs and others say it by style alone. */
const STYLES =
  /font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|text-decoration:[^;"']*line-through/i;

/** Whether pasted HTML has anything to keep that the plain text beside it has not. */
function isRich(source: string): boolean {
  return TAGS.test(source) || STYLES.test(source);
}

/** Rich text comes as one would have typed it. */
export function pasteRich(event: ClipboardEvent, field: HTMLTextAreaElement): void {
  const html = event.clipboardData?.getData('text/html') ?? '';
  if (!isRich(html)) return;
  const plain = event.clipboardData?.getData('text/plain') ?? '';
  event.preventDefault();
  loadWriting().then(
    ({ richToMarkdown }) => insertAtCaret(field, richToMarkdown(html)),
    () => insertAtCaret(field, plain),
  );
}
