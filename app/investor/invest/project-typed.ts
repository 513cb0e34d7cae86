import { projectOptions, type OptionProjection } from "@/lib/investing/option-queries";
import { moneyInput } from "@/lib/money/money";

export type TypedProjection = {
  deposit: string | null; // null when what was typed is no amount
  options: OptionProjection[];
};

/** What the typed amount would become with each option: computed here, on the server, with decimals. */
export async function projectTyped(typed: string): Promise<TypedProjection> {
  const amount = moneyInput.safeParse(typed);
  if (!amount.success) return { deposit: null, options: [] };
  return { deposit: amount.data, options: await projectOptions(amount.data) };
}
