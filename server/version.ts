import manifest from '../package.json' with { type: 'json' };

/** Version of the program, as in package.json (embedded by the bundler). */
export const VERSION: string = manifest.version;
