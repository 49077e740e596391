import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import brush from 'lucide-static/icons/brush.svg' with { type: 'text' };
import crop from 'lucide-static/icons/crop.svg' with { type: 'text' };
import area from 'lucide-static/icons/rectangle-horizontal.svg' with { type: 'text' };
import turn from 'lucide-static/icons/rotate-cw-square.svg' with { type: 'text' };
import undo from 'lucide-static/icons/undo-2.svg' with { type: 'text' };

const DRAWN = { area, brush, crop, turn, undo };

export const editingIcon = (name: keyof typeof DRAWN) => unsafeHTML(DRAWN[name]);
