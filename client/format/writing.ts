import { compose } from './compose.ts';
import { richToMarkdown } from './rich.ts';
import { toMarkdown } from './to-markdown.ts';

/** What is needed when one writes, as one part that is loaded then. */
export const writing = { compose, richToMarkdown, toMarkdown };
export type Writing = typeof writing;
