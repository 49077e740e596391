import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import left from 'lucide-static/icons/chevron-left.svg' with { type: 'text' };
import right from 'lucide-static/icons/chevron-right.svg' with { type: 'text' };
import download from 'lucide-static/icons/download.svg' with { type: 'text' };
import forward from 'lucide-static/icons/forward.svg' with { type: 'text' };
import image from 'lucide-static/icons/image.svg' with { type: 'text' };
import message from 'lucide-static/icons/message-circle.svg' with { type: 'text' };
import pause from 'lucide-static/icons/pause.svg' with { type: 'text' };
import play from 'lucide-static/icons/play.svg' with { type: 'text' };
import retry from 'lucide-static/icons/rotate-cw.svg' with { type: 'text' };
import close from 'lucide-static/icons/x.svg' with { type: 'text' };

/** Loaded with the first file: `pa-icon` is in the first load. None of them is mirrored. */
const DRAWN = { download, image, pause, play, retry, close, left, right, forward, message };

export const mediaIcon = (name: keyof typeof DRAWN) => unsafeHTML(DRAWN[name]);
