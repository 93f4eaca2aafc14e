/** The layouts go-yaml reads a timestamp by (resolve.go allowedTimestampFormats), as Go's time.Parse takes them. */
const LAYOUT =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+](\d\d):(\d\d)))|(?: +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?))?$/;

/** Whether go-yaml takes the text for a timestamp. It matters to the tag `!!timestamp` only. */
export function isTimestamp(text: string): boolean {
  const match = LAYOUT.exec(text);
  if (!match) return false;
  const [year, month, day, h1, m1, s1, zoneHour, zoneMinute, h2, m2, s2] = match
    .slice(1)
    .map((part) => Number(part ?? 0)) as NumbersOfLayout;
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    Math.max(h1, h2) < 24 &&
    Math.max(m1, m2) < 60 &&
    Math.max(s1, s2) < 60 &&
    zoneHour <= 24 &&
    zoneMinute <= 60
  );
}

type NumbersOfLayout = [
  year: number,
  month: number,
  day: number,
  h1: number,
  m1: number,
  s1: number,
  zoneHour: number,
  zoneMinute: number,
  h2: number,
  m2: number,
  s2: number,
];

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
