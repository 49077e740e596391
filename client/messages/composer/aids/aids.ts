/** What helps while one writes, as one part that is loaded when the field is entered. */
import './pa-format-bar.ts';
import './pa-mention-list.ts';
