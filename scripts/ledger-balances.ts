import { equationsOf } from "@/lib/ledger/equation";
import type { IsoDate } from "@/lib/calendar/dates";
import { listCategories } from "@/lib/ledger/categories";
import { runChecks, type CheckRow } from "@/lib/ledger/check";
import { trialBalance } from "@/lib/ledger/queries";
import { explainRestore, listChains } from "@/lib/ledger/seal-chains";
import { runCrossChecks } from "@/lib/pool/cross-checks";
import type { Write } from "./ledger-output";
import { amountOrNothing, amountText, tableText } from "./ledger-table";

export async function printChecks(write: Write): Promise<number> {
  const restored = await explainRestore();
  const seal = {
    id: "seal",
    sentence: "The seal continues the chain of this database.",
    ok: restored === null,
    offending: restored === null ? [] : [restored],
  };
  const rows: CheckRow[] = [...(await runChecks()), ...(await runCrossChecks()), seal];
  const width = Math.max(...rows.map(({ id }) => id.length));
  for (const { id, sentence, ok, offending } of rows) {
    write(
      `${ok ? "ok    " : "BROKEN"}  ${id.padEnd(width)}  ${sentence}${ok ? "" : ` ${offending.join("; ")}`}\n`,
    );
  }
  for (const { chain, firstBlock, reason, startedBy, startedAt } of (await listChains()).slice(1))
    write(
      `Seal: chain ${chain} was started at block ${firstBlock} on ${startedAt} by ${startedBy} after a restore, linked to block ${Number(firstBlock) - 1}: ${reason}\n`,
    );
  const broken = rows.filter(({ ok }) => !ok).length;
  write(
    broken === 0 ? `All ${rows.length} checks passed.\n` : `${broken} of ${rows.length} checks failed.\n`,
  );
  return broken === 0 ? 0 : 1;
}

export async function printTrialBalance(asOf: IsoDate | undefined, write: Write): Promise<number> {
  const { rows, totals } = await trialBalance({ asOf });
  const lines = rows.map(({ code, currency, debit, credit }) => [
    code,
    currency,
    amountOrNothing(debit),
    amountOrNothing(credit),
  ]);
  const sums = totals.map(({ currency, debit, credit }) => [
    "Total",
    currency,
    amountText(debit),
    amountText(credit),
  ]);
  write(tableText([["Account", "", "Debit", "Credit"], ...lines, ...sums], [2, 3]));
  const unequal = totals.filter(({ debit, credit }) => debit !== credit);
  for (const { currency } of unequal) write(`Debits and credits in ${currency} differ.\n`);
  return unequal.length === 0 ? 0 : 1;
}

export async function printCategories(asOf: IsoDate | undefined, write: Write): Promise<number> {
  const categories = await listCategories({ asOf });
  const lines = categories.flatMap(({ code, depth, accounts, balances }) => {
    const name = "  ".repeat(depth) + code;
    if (balances.length === 0) return [[name, String(accounts), "", "", "", ""]];
    return balances.map(({ currency, posted, pending, available }) => [
      name,
      String(accounts),
      currency,
      ...[posted, pending, available].map(amountText),
    ]);
  });
  write(tableText([["Category", "Accounts", "", "Posted", "Pending", "Available"], ...lines], [1, 3, 4, 5]));
  const equations = equationsOf(categories);
  for (const { currency, assets, liabilities, equity, holds } of equations) {
    const sum = `${amountText(assets)} ${holds ? "=" : "≠"} ${amountText(liabilities)} + ${amountText(equity)}`;
    write(`Assets ${holds ? "are" : "are not"} liabilities and equity, in ${currency}: ${sum}\n`);
  }
  return equations.every(({ holds }) => holds) ? 0 : 1;
}
