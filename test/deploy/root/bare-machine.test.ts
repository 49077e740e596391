import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXECUTABLE } from '../../helpers/program.ts';
import { makeBareRoot } from '../lib/bare-root.ts';

const STORY = join(import.meta.dir, '../lib/bare-story.ts');

/**
 * There is no way out: a network namespace has no interface but its own loopback, and that only when it is put up.
 */
const APART = ['unshare', '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];

test('on a bare machine without a network: installed from the one file, backed up, destroyed, restored on another', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'payambar-bare-'));
  const [root, other] = [join(dir, 'one'), join(dir, 'two')];
  try {
    await makeBareRoot(root);
    await makeBareRoot(other);
    const child = Bun.spawn([...APART, process.execPath, STORY, root, other, EXECUTABLE], {
      stdout: 'pipe',
      stderr: 'inherit',
    });
    const text = await Bun.readableStreamToText(child.stdout);
    expect(await child.exited).toBe(0);
    const told = JSON.parse(text);
    expect(told.outside).toBe('cut');
    expect(told.installed).toMatchObject({ code: 0, err: '' });
    expect(told.again.out).toContain('nothing was changed');
    expect(told.written).toEqual([['سلام', 'hello'], ['از علی'], expect.stringMatching(/^200 /)]);
    expect(told.backup.code).toBe(0);
    expect(told.stopped).toBe(0);
    expect(told.restored).toMatchObject({ code: 0 });
    expect(told.verified).toMatchObject({ code: 0 });
    expect(told.found).toEqual(told.written);
    expect(told.grown).toEqual(['سلام', 'hello', 'on the second machine']);
    expect(JSON.parse(told.status.out)).toMatchObject({ running: true, users: 2, messages: 4 });
    expect(told.removed.out).toContain('/var/lib/payambar');
    expect(told.left).toContain('var/lib/payambar/payambar.db');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
