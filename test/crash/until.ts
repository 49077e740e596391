/** Waits for a condition, looked at every 2 ms; fails with `what` after `limitMs`. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 20_000,
): Promise<void> {
  for (const end = Date.now() + limitMs; !(await condition()); await Bun.sleep(2)) {
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms for ${what}`);
  }
}
