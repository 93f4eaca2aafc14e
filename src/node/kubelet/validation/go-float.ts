/** strconv.FormatFloat(value, 'g', -1, 64), fmt's %v of a float64: exponents from 1e+06 on and below 1e-04. */
export function formatFloat(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
