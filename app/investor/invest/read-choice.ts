import { railsFor, type RailFor } from "@/lib/payments/rails";
import { first, type SearchParams } from "../_parts/search-params";

export type Choice = {
  option?: string;
  amount?: string;
  account?: string;
  rail?: RailFor<"DEPOSIT">;
  key?: string;
};

const LONGEST = 100;

/** What was chosen in the steps before, as the address has it. Checked again by whoever acts on it. */
export async function readChoice(searchParams: SearchParams): Promise<Choice> {
  const given = await searchParams;
  const text = (name: string) => first(given[name])?.slice(0, LONGEST) || undefined;
  const [option, amount, account, rail, key] = [
    text("option"),
    text("amount"),
    text("account"),
    text("rail"),
    text("key"),
  ];
  const known = railsFor("DEPOSIT").find((each) => each === rail);
  return {
    ...(option && { option }),
    ...(amount && { amount }),
    ...(account && { account }),
    ...(known && { rail: known }),
    ...(key && { key }),
  };
}
