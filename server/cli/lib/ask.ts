import { createInterface } from 'node:readline/promises';

/** Whether a person sits at the terminal who can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Reads one line from the person at the terminal, without the spaces around it. */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(`${question} `)).trim();
  } finally {
    lines.close();
  }
}

const YES = /^(y|yes|b|ب|بله|آری|اره|آره)$/i;

export async function confirm(question: string): Promise<boolean> {
  return YES.test(await ask(question));
}
