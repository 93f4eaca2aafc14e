/** Treats all of a list, at most so many at a time; the results are in its order. */
export async function inTurns<T, R>(
  all: readonly T[],
  atOnce: number,
  treat: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = new Array(all.length);
  let next = 0;
  const take = async () => {
    while (next < all.length) {
      const at = next++;
      results[at] = await treat(all[at]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, take));
  return results;
}
