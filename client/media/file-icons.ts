import book from 'lucide-static/icons/book-open.svg' with { type: 'text' };
import other from 'lucide-static/icons/file.svg' with { type: 'text' };
import archive from 'lucide-static/icons/file-archive.svg' with { type: 'text' };
import slides from 'lucide-static/icons/file-chart-pie.svg' with { type: 'text' };
import code from 'lucide-static/icons/file-code.svg' with { type: 'text' };
import audio from 'lucide-static/icons/file-headphone.svg' with { type: 'text' };
import picture from 'lucide-static/icons/file-image.svg' with { type: 'text' };
import video from 'lucide-static/icons/file-play.svg' with { type: 'text' };
import sheet from 'lucide-static/icons/file-spreadsheet.svg' with { type: 'text' };
import program from 'lucide-static/icons/file-terminal.svg' with { type: 'text' };
import document from 'lucide-static/icons/file-text.svg' with { type: 'text' };
import font from 'lucide-static/icons/file-type.svg' with { type: 'text' };
import type { FileCategory } from './file-category.ts';

const ICONS: Record<FileCategory, string> = {
  picture,
  video,
  audio,
  document,
  sheet,
  slides,
  text: document,
  code,
  archive,
  program,
  book,
  font,
  other,
};

/** The icon as SVG text, for `unsafeHTML`; it says nothing that the name beside it does not. */
export function fileIconOf(kind: FileCategory): string {
  return ICONS[kind];
}
