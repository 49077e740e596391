import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks for a secret on the terminal; what is typed is not shown. */
export async function askHidden(question: string): Promise<string> {
  // Readline turns the terminal's own echo off and writes each key to its output: to this one, nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(`${question} `);
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

/** The first line of a file, `-` for standard input: a command line can be read by every user of the machine (ps). */
export function passwordIn(file: string): string {
  const text = readFileSync(file === '-' ? 0 : file, 'utf8');
  return text.split(/\r?\n/)[0] ?? '';
}
