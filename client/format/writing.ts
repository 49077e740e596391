import { compose } from './compose.ts';
import { richToMarkdown } from './rich.ts';
import { toMarkdown } from './to-markdown.ts';

/** Writing needs these; they are one part of the bundle, which is loaded when a person begins to write. */
export const writing = { compose, richToMarkdown, toMarkdown };
