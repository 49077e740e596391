import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import down from 'lucide-static/icons/chevron-down.svg' with { type: 'text' };
import up from 'lucide-static/icons/chevron-up.svg' with { type: 'text' };
import edit from 'lucide-static/icons/crop.svg' with { type: 'text' };
import pause from 'lucide-static/icons/pause.svg' with { type: 'text' };
import play from 'lucide-static/icons/play.svg' with { type: 'text' };
import turn from 'lucide-static/icons/rotate-cw-square.svg' with { type: 'text' };
import close from 'lucide-static/icons/x.svg' with { type: 'text' };

/** `pa-icon` is in the first load; these come with what uses them. */
const DRAWN = { close, down, edit, pause, play, turn, up };

export const sendingIcon = (name: keyof typeof DRAWN) => unsafeHTML(DRAWN[name]);
