// Whether assets equal liabilities plus equity, in each currency.
import type { Category } from "./categories";
import { d } from "@/lib/money/money";

export type Equation = {
  currency: string;
  /** Posted balances by each category's normal side; revenue is in equity. */
  assets: string;
  liabilities: string;
  equity: string;
  holds: boolean;
};

/**
 * Pure: roll-ups in, one equation out for every currency that an account of the three roots has.
 *
 * @example equationsOf(await listCategories())[0].holds // true, or the books are broken
 */
export function equationsOf(categories: Category[]): Equation[] {
  const root = (code: string) => categories.find((category) => category.code === code)?.balances ?? [];
  const [assets, liabilities, equity] = [root("assets"), root("liabilities"), root("equity")];
  const currencies = [
    ...new Set([...assets, ...liabilities, ...equity].map(({ currency }) => currency)),
  ].sort();
  return currencies.map((currency) => {
    const posted = (balances: Category["balances"]) =>
      balances.find((balance) => balance.currency === currency)?.posted ?? "0";
    const sides = { assets: posted(assets), liabilities: posted(liabilities), equity: posted(equity) };
    return {
      currency,
      ...sides,
      holds: d(sides.assets).equals(d(sides.liabilities).plus(d(sides.equity))),
    };
  });
}
