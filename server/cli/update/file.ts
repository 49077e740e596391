import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CommandError, EXIT } from '../command.ts';
import { flush } from '../lib/atomic-write.ts';
import { runTool } from '../lib/run.ts';
import { type About, isAbout } from './about.ts';
import { machineOf } from './elf.ts';
import { updateKeys } from './key.ts';
import { checkSignature, type Statement } from './statement.ts';
import type { UpdateTexts } from './texts.ts';

/** How the person vouches for the file: by its signature, or by a sum that they have from elsewhere. */
export type Word = { signature?: string; sha256?: string };

/** Long for a program that only says its version; a file that hangs must not hang the update. */
const PATIENCE_MS = 30_000;

const wrong = (sentence: string) => new CommandError(sentence, EXIT.wrong);

/**
 * Copies `file` to `made`, and lets it pass only when it is whole, meant for this machine, vouched for and a Payambar.
 * The copy is what is checked: the file itself may be changed meanwhile. It is run only after its signature is known.
 */
export async function admit(
  file: string,
  made: string,
  word: Word,
  texts: UpdateTexts,
): Promise<About> {
  if (!existsSync(file)) throw new CommandError(texts.noFile(file), EXIT.usage);
  const vouched = vouchedSum(file, word, texts);
  const hash = createHash('sha256');
  try {
    await pipeline(
      createReadStream(file),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(made, { mode: 0o700 }),
    );
    flush(made);
    const machine = machineOf(made);
    if (machine === undefined) throw wrong(texts.notExecutable(file));
    if (machine !== process.arch) throw wrong(texts.otherMachine(file, machine, process.arch));
    if (hash.digest('hex') !== vouched.sha256) throw wrong(texts.otherSum(file));
    chmodSync(made, 0o755);
    return ownWord(made, file, vouched, texts);
  } catch (error) {
    rmSync(made, { force: true });
    throw error;
  }
}

function vouchedSum(file: string, word: Word, texts: UpdateTexts): Partial<Statement> {
  if (word.sha256 !== undefined) {
    if (!/^[0-9a-f]{64}$/i.test(word.sha256)) throw new CommandError(texts.badSum, EXIT.usage);
    return { sha256: word.sha256.toLowerCase() };
  }
  const keys = updateKeys();
  if (keys.length === 0) throw new CommandError(texts.noKey, EXIT.usage);
  const path = word.signature ?? `${file}.sig`;
  if (!existsSync(path)) throw new CommandError(texts.noSignature(path), EXIT.usage);
  const checked = checkSignature(readFileSync(path, 'utf8'), keys);
  if (checked === 'malformed') throw wrong(texts.malformed(path));
  if (checked === 'other key') throw wrong(texts.otherKey(path));
  return checked;
}

function ownWord(
  made: string,
  file: string,
  vouched: Partial<Statement>,
  texts: UpdateTexts,
): About {
  const { out } = runTool([made, 'version', '--json'], { timeoutMs: PATIENCE_MS });
  const said = parsed(out);
  if (!isAbout(said)) throw wrong(texts.notPayambar(file));
  const { version = said.version, target = said.target } = vouched;
  if (said.version !== version || said.target !== target) throw wrong(texts.otherThanSigned(file));
  return said;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
