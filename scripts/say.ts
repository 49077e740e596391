/** Prints one line for the person who runs a script. (biome.json forbids `console` in this tree.) */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Ends the script with a sentence that says what to do. */
export function fail(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
