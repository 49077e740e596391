import bold from 'lucide-static/icons/bold.svg' with { type: 'text' };
import code from 'lucide-static/icons/code.svg' with { type: 'text' };
import spoiler from 'lucide-static/icons/eye-off.svg' with { type: 'text' };
import italic from 'lucide-static/icons/italic.svg' with { type: 'text' };
import link from 'lucide-static/icons/link.svg' with { type: 'text' };
import quote from 'lucide-static/icons/quote.svg' with { type: 'text' };
import pre from 'lucide-static/icons/square-code.svg' with { type: 'text' };
import strike from 'lucide-static/icons/strikethrough.svg' with { type: 'text' };
import type { MarkKind } from '../../../format/markup.ts';

/** Here and not in ui/icons.ts, which every first screen loads. In the order in which they stand. */
export const FORMAT_ICONS: [kind: MarkKind, icon: string][] = [
  ['bold', bold],
  ['italic', italic],
  ['strike', strike],
  ['code', code],
  ['pre', pre],
  ['quote', quote],
  ['spoiler', spoiler],
  ['link', link],
];
