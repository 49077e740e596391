import { createInterface } from 'node:readline/promises';

/** Whether somebody sits there who can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** One line from whoever sits there, without the spaces around it. */
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
