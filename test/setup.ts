/** bunfig.toml loads this before each file of tests; before the first alone where they are not isolated. */
import { setDefaultTimeout } from 'bun:test';
import { PATIENCE_MS } from './helpers/patience.ts';

// A wait that is in vain says for what before its test ends.
setDefaultTimeout(4 * PATIENCE_MS);
