/** What a promise gives, or `late` when it has given nothing after so long. */
export function withTimeout<T, L>(ms: number, promise: Promise<T>, late: L): Promise<T | L> {
  const { promise: over, resolve } = Promise.withResolvers<L>();
  const timer = setTimeout(() => resolve(late), ms);
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}
