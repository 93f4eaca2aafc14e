/** A time, in milliseconds since the epoch, as findings tell it: `2026-02-18 22:10 UTC`. */
export function shownTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
