/** One line for whoever runs a script. (`console` is for nobody in this tree: see biome.json.) */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Ends the script with a sentence that says what to do. */
export function fail(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
