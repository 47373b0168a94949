// The share of a member in the cost of the cooperation: the twin of internal/cost/share.go, held to it by
// internal/cost/testdata/shares.json.

export interface Prices {
  members: { count: number; inhabitants: number };
  lands: { id: string; title: string; members: number }[];
  branches: { id: string; base: number; items: { amount: number; price: number; land: string }[] }[];
}

/** What a member pays for a branch a year, step by step, in cents. */
export interface Share {
  branch: string;
  total: number;
  pool: number;
  rest: number;
  base: number;
  heads: number;
  landTotal: number;
  land: number;
  sum: number;
  perHead: number;
}

/** The largest municipality that shares are worked out for. */
export const maxInhabitants = 1_000_000;

/** Rounds half up; a is not negative, and every product stays below 2^53. */
export function divide(a: number, b: number): number {
  const twice = 2 * a + b;
  return (twice - (twice % (2 * b))) / (2 * b);
}

/** One share a branch, of a member with that many inhabitants in a state. */
export function shares(prices: Prices, inhabitants: number, land: string): Share[] {
  return prices.branches.map((branch) => {
    const sum = (of: string): number =>
      branch.items.filter((item) => item.land === of).reduce((cents, item) => cents + item.amount * item.price * 100, 0);
    const total = sum("");
    const pool = divide(total * branch.base, 100);
    const rest = total - pool;
    const base = divide(pool, prices.members.count);
    const heads = divide(rest * inhabitants, prices.members.inhabitants);
    const state = prices.lands.find(({ id }) => id === land);
    const landTotal = state ? sum(land) : 0;
    const own = state ? divide(landTotal, state.members) : 0;
    const paid = base + heads + own;
    return { branch: branch.id, total, pool, rest, base, heads, landTotal, land: own, sum: paid, perHead: divide(paid, inhabitants) };
  });
}
