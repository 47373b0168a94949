// The natural logarithm as Go reckons it. Math.log may differ in the last bit
// from one browser to the next, and with it the order of equal results.

/** ln(2) in two parts, and the coefficients of FreeBSD's e_log.c. */
const high = 6.93147180369123816490e-1;
const low = 1.90821492927058770002e-10;
const [l1, l2, l3, l4, l5, l6, l7] = [
  6.666666666666735130e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
] as const;

/** log(x) of a number from 1 on. */
export function log(x: number): number {
  let k = 0;
  for (; x >= 1; k++) x /= 2;
  if (x < Math.SQRT1_2) {
    x *= 2;
    k--;
  }
  const f = x - 1;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const t1 = s2 * (l1 + s4 * (l3 + s4 * (l5 + s4 * l7)));
  const t2 = s4 * (l2 + s4 * (l4 + s4 * l6));
  const half = 0.5 * f * f;
  return k * high - (half - (s * (half + (t1 + t2)) + k * low) - f);
}
