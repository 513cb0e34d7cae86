// Transfers: what breaks the contract is refused at once, what a platform cannot take fails later.
import { z } from "zod";
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import { broken } from "@/sandbox/accounting/http/api";
import type { Json } from "@/sandbox/accounting/http/json";
import { bank, refuseSource } from "@/sandbox/accounting/books/money-accounts";
import type { Writer, Written } from "./writer";
import type { Platform } from "@/sandbox/accounting/platforms/platform";
import {
  currency,
  optionalText,
  plainDate,
  positiveCents,
  reference,
  shaped,
} from "@/sandbox/accounting/http/reading";
import type { Connection, Transfer } from "@/sandbox/accounting/books/records";

const leg = z.strictObject({
  accountRef: reference,
  currency: currency.optional(),
  amount: positiveCents.optional(),
  status: optionalText, // Xero's model asks for it here, Codat's schema knows it on the transfer only
});
const transfer = z.strictObject({
  description: optionalText,
  contactRef: reference.nullish(),
  date: plainDate,
  from: leg,
  to: leg,
  status: z.enum(["Unknown", "Unreconciled", "Reconciled", "Void"]).nullish(),
  trackingCategoryRefs: z.array(reference).nullish(),
  depositedRecordRefs: z.array(reference).nullish(),
  metadata: z.unknown().optional(),
  supplementalData: z.unknown().optional(),
});

export function readTransfer(accounting: Accounting, connection: Connection, platform: Platform, body: Json) {
  const { from, to, ...rest } = shaped(body, transfer);
  if (from.amount === undefined) throw broken("from.amount must be given.", "from.amount");
  if (to.amount === undefined && !platform.toAmountMayBeMissing)
    throw broken("to.amount must be given.", "to.amount");
  if (to.amount !== undefined && to.amount !== from.amount)
    throw broken("from.amount and to.amount must be equal.", "to.amount");
  if (from.accountRef.id === to.accountRef.id)
    throw broken("from and to must be different accounts.", "to.accountRef.id");
  for (const side of [from, to]) refuseSource(accounting, connection, side.accountRef.id);
  return { ...rest, from, to, amount: from.amount };
}

export const writeTransfer: Writer = (accounting, place, body) => {
  const { connection, platform } = place;
  const { from, to, date, description, amount, status } = readTransfer(
    accounting,
    connection,
    platform,
    body,
  );
  const [source, target] = [
    bank(accounting, place, from.accountRef.id),
    bank(accounting, place, to.accountRef.id),
  ];
  const wrong = (itemId: string, message: string): Written => [
    { itemId, message, validatorName: "Transfer" },
  ];
  if (!source) return wrong("From.AccountRef.Id", "Must match the ID of an existing bank account.");
  if (!target) return wrong("To.AccountRef.Id", "Must match the ID of an existing bank account.");
  if (platform.bankToBank !== null && !source.isUndeposited && !target.isUndeposited)
    return wrong("AccountRef.Id", platform.bankToBank);
  for (const [side, account, name] of [
    [from, source, "From"],
    [to, target, "To"],
  ] as const) {
    if (account.status !== "Active")
      return wrong(`${name}.AccountRef.Id`, `The account ${account.name} is archived.`);
    if ((side.currency ?? account.currency) !== account.currency)
      return wrong(`${name}.Currency`, `The account ${account.name} is in ${account.currency}.`);
    if (platform.baseCurrencyOnly && account.currency !== connection.baseCurrency)
      return wrong(`${name}.AccountRef.Id`, "Must be a bank account in the company's base currency.");
  }
  if (source.currency !== target.currency)
    return wrong("To.Currency", "Both accounts must be in the same currency.");
  const row: Transfer = {
    ...accounting.stamp(platform, connection.tenant),
    date,
    description: description ?? null,
    from: source.key,
    to: target.key,
    amount,
    currency: source.currency,
    status: status ?? from.status ?? "Unreconciled",
  };
  accounting.store.put("transfers", row);
  const signature = [row.parent, row.from, row.to, date, amount, description].join("|");
  accounting.stats.record("transfers", signature, Boolean(description));
  return { id: row.key, dataType: "transfers" };
};
