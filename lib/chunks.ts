/**
 * Lists of at most `atOnce`, in order.
 *
 * @example chunksOf(["a", "b", "c"], 2) // [["a", "b"], ["c"]]
 */
export function chunksOf<T>(items: readonly T[], atOnce: number): T[][] {
  const count = Math.ceil(items.length / atOnce);
  return Array.from({ length: count }, (_, n) => items.slice(n * atOnce, (n + 1) * atOnce));
}
