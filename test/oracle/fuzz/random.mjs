/** Numbers that a seed determines (mulberry32), and choices made with them. */
export function newRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return {
    below,
    /** True in this part of all cases. */
    chance: (part) => next() < part,
    pick: (list) => list[below(list.length)],
    /** One of `[weight, value]`. */
    weighted(choices) {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of choices) {
        left -= weight;
        if (left < 0) return value;
      }
      return choices.at(-1)[1];
    },
    /** Small numbers are likelier: 0, 1, 2, … each with half the chance of the one before. */
    few(limit) {
      let count = 0;
      while (count < limit && next() < 0.5) count++;
      return count;
    },
  };
}
