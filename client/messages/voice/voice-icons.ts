import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import lock from 'lucide-static/icons/lock.svg' with { type: 'text' };
import mic from 'lucide-static/icons/mic.svg' with { type: 'text' };
import pause from 'lucide-static/icons/pause.svg' with { type: 'text' };
import play from 'lucide-static/icons/play.svg' with { type: 'text' };
import stop from 'lucide-static/icons/square.svg' with { type: 'text' };

/** `pa-icon` is in the first load; these come with the recorder. */
const DRAWN = { lock, mic, pause, play, stop };

export const voiceIcon = (name: keyof typeof DRAWN) => unsafeHTML(DRAWN[name]);
