// How the chart of accounts is laid out: the house first, then each kind of account that exists per loan or investment.
import type { AccountBalance } from "@/lib/ledger/queries";
import { d, sum, toMoney } from "@/lib/money/money";

const MOST_SHOWN = 200;

const GROUPS = [
  {
    id: "borrower-principal",
    title: "Lent out",
    about: "What borrowers owe of principal.",
    code: /^borrower:.*:principal$/,
  },
  {
    id: "borrower-interest",
    title: "Interest receivable",
    about: "What borrowers owe of interest charged.",
    code: /^borrower:.*:interest$/,
  },
  {
    id: "investor-principal",
    title: "Owed to investors, principal",
    about: "What investors have put in.",
    code: /^investor:.*:principal$/,
  },
  {
    id: "investor-interest",
    title: "Owed to investors, interest",
    about: "What investors have earned and not yet been paid.",
    code: /^investor:.*:interest$/,
  },
  { id: "house", title: "House", about: "Accounts that exist once.", code: /^/ },
] as const;

export type AccountGroupRows = {
  id: string;
  title: string;
  about: string;
  /** At most as many as a page bears; `count` and the totals are of all. */
  shown: AccountBalance[];
  count: number;
  /** Null where a total would add unlike things. */
  totals: { posted: string; pending: string; available: string } | null;
};

/** Accounts by group, the house first; a group without accounts is left out. */
export function accountGroups(
  accounts: AccountBalance[],
  { onlyWithBalance }: { onlyWithBalance: boolean },
): AccountGroupRows[] {
  const wanted = onlyWithBalance ? accounts.filter(hasBalance) : accounts;
  const [house, ...others] = [GROUPS.at(-1)!, ...GROUPS.slice(0, -1)].map((group) => {
    const rows = wanted.filter(({ code }) => GROUPS.find((each) => each.code.test(code)) === group);
    const { id, title, about } = group;
    return {
      ...{ id, title, about },
      shown: rows.slice(0, MOST_SHOWN),
      count: rows.length,
      totals: id === "house" ? null : totalsOf(rows),
    };
  });
  return [house!, ...others].filter(({ count }) => count > 0);
}

function hasBalance({ posted, pendingIn, pendingOut }: AccountBalance) {
  return [posted, pendingIn, pendingOut].some((amount) => !d(amount).isZero());
}

function totalsOf(rows: AccountBalance[]) {
  const add = (column: "posted" | "pending" | "available") => toMoney(sum(rows.map((row) => d(row[column]))));
  return { posted: add("posted"), pending: add("pending"), available: add("available") };
}
