// `bank -- match`: the product's matcher over two JSON files, without a database.
//
// Lines are what `parse` prints, or an array of lines with an id and a bankAccount. Orders are an array of objects with id,
// amount (signed as at the bank), on (the day it should be there), and what else is known: kind ORDER, INCOMING or RETURN,
// bankAccount, currency, reference, trace, file, counterparty, virtualAccount.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";
import { CURRENCY, currencyExponent, toMinor } from "@/lib/money/currency";
import { matchLines } from "@/lib/payments/bank/match";
import type { MatchResult } from "@/lib/payments/bank/match";
import type { MatchLine, MatchTarget } from "@/lib/payments/bank/matching/model";
import { bankError } from "./bank-error";
import type { BankError } from "./bank-error";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const currency = z.string().regex(/^[A-Z]{3}$/, "Use three capital letters.");
const amount = z.string().regex(/^-?\d{1,16}(\.\d{1,4})?$/, "Write the amount as a decimal string.");

const part = z.object({ amount: amount.nullable(), reference: text, bankReference: text, description: text });
const line = z.object({
  postedOn: isoDate.nullable(),
  amount,
  currency,
  typeCode: text,
  reference: text,
  bankReference: text,
  description: text,
  counterparty: text,
  pending: z.boolean().default(false),
  reversal: z.boolean().default(false),
  orderIds: z.array(z.string()).optional(),
  parts: z.array(part).optional(),
});
const openLine = line.extend({ id: z.string().min(1), bankAccount: z.string().min(1), postedOn: isoDate });
const parsedFile = z.object({ accounts: z.array(z.object({ account: z.string(), lines: z.array(line) })) });
const order = z.object({
  id: z.string().min(1),
  kind: z.enum(["ORDER", "INCOMING", "RETURN"]).default("ORDER"),
  bankAccount: z.string().optional(),
  currency: currency.default(CURRENCY),
  amount,
  on: isoDate,
  reference: text,
  trace: text,
  file: text,
  counterparty: text,
  virtualAccount: text,
});

class BadInput extends Error {}

export async function matchCommand(args: string[]): Promise<MatchResult | BankError> {
  const { values } = parseArgs({
    args,
    options: { lines: { type: "string" }, orders: { type: "string" }, "auto-threshold": { type: "string" } },
  });
  if (!values.lines || !values.orders)
    return bankError("usage", "Say the files: --lines FILE --orders FILE.");
  const autoThreshold = Number(values["auto-threshold"] ?? 90);
  if (!Number.isFinite(autoThreshold))
    return bankError("usage", "--auto-threshold is a number from 0 to 100.");
  try {
    const lines = readLines(values.lines);
    return matchLines(lines, readOrders(values.orders, lines), { autoThreshold });
  } catch (error) {
    if (error instanceof BadInput) return bankError("malformed", error.message);
    throw error;
  }
}

/** Lines of `parse` get an id of the statement's and the line's number, "1:3". A pending line without a date is left out. */
function readLines(path: string): MatchLine[] {
  const json = jsonOf(path);
  const lines = Array.isArray(json)
    ? checked(z.array(openLine), json, path)
    : checked(parsedFile, json, path).accounts.flatMap((statement, s) =>
        statement.lines.flatMap((each, n) =>
          each.postedOn === null
            ? []
            : [{ ...each, postedOn: each.postedOn, id: `${s + 1}:${n + 1}`, bankAccount: statement.account }],
        ),
      );
  refuseUnusable(lines, path);
  return lines;
}

/** An order without a bank account is of the lines' one account. */
function readOrders(path: string, lines: readonly MatchLine[]): MatchTarget[] {
  const accounts = new Set(lines.map(({ bankAccount }) => bankAccount));
  const [only] = accounts.size === 1 ? accounts : [];
  const orders = checked(z.array(order), jsonOf(path), path).map((each) => {
    const bankAccount = each.bankAccount ?? only;
    if (bankAccount === undefined)
      throw new BadInput(
        `${path}: order ${each.id} names no bankAccount, and the lines are of ${accounts.size} accounts.`,
      );
    return { ...each, bankAccount };
  });
  refuseUnusable(orders, path);
  return orders;
}

function refuseUnusable(items: readonly { id: string; amount: string; currency: string }[], path: string) {
  const ids = new Set<string>();
  for (const item of items) {
    if (ids.has(item.id)) throw new BadInput(`${path}: the id ${item.id} occurs twice.`);
    ids.add(item.id);
    try {
      toMinor(item.amount, item.currency);
    } catch {
      const decimals = currencyExponent(item.currency);
      throw new BadInput(
        `${path}: the amount ${item.amount} of ${item.id} has more than ${decimals} decimals.`,
      );
    }
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BadInput(`${path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unknown shape"}`);
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new BadInput(error instanceof SyntaxError ? `${path} is not JSON.` : `${path} cannot be read.`);
  }
}
