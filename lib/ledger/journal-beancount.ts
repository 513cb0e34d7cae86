// The journal in Beancount's language. Pure: a transaction in, text out. As in hledger's, only what is posted.
import { addDays, type IsoDate } from "@/lib/calendar/dates";
import { currencyExponent, fromMinor, toMinor } from "@/lib/money/currency";
import type { AccountBalance } from "./balance-rows";
import type { JournalTransaction } from "./journal";
import { oneLine } from "./journal-formats";

type Account = Pick<AccountBalance, "code" | "name" | "normalSide" | "currency">;

/** Before every transaction: accounts are open on the earliest date that the ledger knows. */
const OPENED_ON = "1900-01-01";
const ROOTS: Record<string, string> = {
  revenue: "Income",
  income: "Income",
  loss: "Expenses",
  expense: "Expenses",
  allowance: "Assets", // lessens them
  equity: "Equity",
};

/**
 * Beancount's names of the accounts: under one of its five roots, each part beginning with a capital or a digit, without
 * underscores. Codes that would come to one name are distinguished by a number.
 *
 * @example beancountNames([{ code: "investor:inv_1:principal", normalSide: "credit", … }]) // Liabilities:Investor:Inv-1:Principal
 */
export function beancountNames(accounts: Account[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    accounts.map(({ code, normalSide }) => {
      const parts = code.split(":");
      const root = ROOTS[parts[0]!] ?? (normalSide === "debit" ? "Assets" : "Liabilities");
      const wanted = [root, ...parts.map(part)].join(":");
      let name = wanted;
      for (let n = 2; taken.has(name); n += 1) name = `${wanted}-${n}`;
      taken.add(name);
      return [code, name];
    }),
  );
}

/**
 * Opens every account in its currency, with its code and name as the ledger has them.
 *
 * @example // 1900-01-01 open Assets:Cash USD
 *          //   code: "cash"
 */
export function beancountHead(accounts: Account[], names: ReadonlyMap<string, string>): string {
  const lines = accounts.flatMap(({ code, name, currency }) => [
    `${OPENED_ON} open ${names.get(code)} ${currency}`,
    `  code: ${quoted(code)}`,
    `  name: ${quoted(name)}`,
  ]);
  return `; Posted entries only: amounts on hold are not included in these balances.\n${lines.join("\n")}\n\n`;
}

/**
 * One transaction, or nothing when it posts nothing. Debits are positive, credits negative.
 *
 * @example // 2026-01-01 * "investor-deposit"
 *          //   transaction: "1"
 *          //   Assets:Cash  10000.00 USD
 *          //   Liabilities:…  -10000.00 USD
 */
export function beancountTransaction(
  { id, effectiveOn, eventType, key, parentId, belongsOn, entries }: JournalTransaction,
  names: ReadonlyMap<string, string>,
): string {
  const posted = entries.filter(({ layer }) => layer === "posted");
  if (posted.length === 0) return "";
  const lines = [
    `${effectiveOn} * ${quoted(eventType)}`,
    `  transaction: ${quoted(id)}`,
    `  key: ${quoted(key)}`,
    ...(parentId === null ? [] : [`  parent: ${quoted(parentId)}`]),
    ...(belongsOn === null ? [] : [`  belongs-on: ${belongsOn}`]),
    ...posted.flatMap(({ account, side, amount, currency, metadata }) => [
      `  ${names.get(account)}  ${side === "credit" ? "-" : ""}${amount} ${currency}`,
      ...Object.entries(metadata).map(
        ([name, value]) => `    ${metadataName(name)}: ${quoted(String(value))}`,
      ),
    ]),
  ];
  return `${lines.join("\n")}\n\n`;
}

/**
 * Adds up what was written, and asserts it on the day after the last transaction, to the cent: Beancount would let a whole
 * cent pass.
 *
 * @example totals.add(deposit); totals.assertions() // "2026-01-03 balance Assets:Cash  10.00 ~ 0.00 USD\n"
 */
export function beancountTotals(accounts: Account[], names: ReadonlyMap<string, string>) {
  const totals = new Map(accounts.map(({ code }) => [code, 0n]));
  let last: IsoDate | null = null;
  return {
    add({ effectiveOn, entries }: JournalTransaction): void {
      if (last === null || effectiveOn > last) last = effectiveOn;
      for (const { account, side, amount, currency, layer } of entries) {
        if (layer !== "posted") continue;
        const minor = toMinor(amount, currency);
        totals.set(account, (totals.get(account) ?? 0n) + (side === "debit" ? minor : -minor));
      }
    },
    assertions(): string {
      if (last === null) return "";
      const on = addDays(last, 1);
      const nothing = (currency: string) => fromMinor(0n, currencyExponent(currency));
      return accounts
        .map(({ code, currency }) => {
          const total = fromMinor(totals.get(code) ?? 0n, currencyExponent(currency));
          return `${on} balance ${names.get(code)}  ${total} ~ ${nothing(currency)} ${currency}\n`;
        })
        .join("");
    },
  };
}

function part(text: string): string {
  const plain = text.replaceAll("_", "-");
  return /^[A-Za-z0-9]/.test(plain) ? plain[0]!.toUpperCase() + plain.slice(1) : `X${plain}`;
}

/** Begins with a small letter and has two characters or more. */
function metadataName(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9_-]/g, "-");
  return /^[a-z]./.test(plain) ? plain : `x-${plain}`;
}

function quoted(text: string): string {
  return `"${oneLine(text).replace(/["\\]/g, "\\$&")}"`;
}
