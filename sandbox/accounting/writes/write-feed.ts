// Bank feed lines on a source account.
import { z } from "zod";
import { broken } from "@/sandbox/accounting/http/api";
import { plusDays } from "@/sandbox/accounting/http/clock";
import type { Json } from "@/sandbox/accounting/http/json";
import type { Writer, Written } from "./writer";
import { cents, id, optionalText, otherThanZero, plainDate, shaped } from "@/sandbox/accounting/http/reading";
import type { Source } from "@/sandbox/accounting/books/records";

const MOST_LINES = 1000;

const feed = z.strictObject({
  accountId: id,
  transactions: z.array(
    z.strictObject({
      id,
      amount: otherThanZero,
      date: plainDate,
      description: id,
      balance: cents,
      // Further fields of Codat's Bank Feeds API.
      counterparty: optionalText,
      reference: optionalText,
      reconciled: z.boolean().nullish(),
      transactionType: optionalText,
    }),
  ),
});

export function readFeed(source: Source, body: Json) {
  const { accountId, transactions } = shaped(body, feed);
  if (accountId !== source.id)
    throw broken("accountId must be the source account of the address.", "accountId");
  if (transactions.length === 0) throw broken("transactions must not be empty.", "transactions");
  if (transactions.length > MOST_LINES)
    throw broken("transactions must not be more than 1000.", "transactions");
  const ids = new Set(transactions.map((line) => line.id));
  if (ids.size < transactions.length) throw broken("transactions must not repeat an id.", "transactions");
  for (const [index, line] of transactions.entries())
    if (index > 0 && line.date < transactions[index - 1]!.date)
      throw broken("transactions must be in the order of their dates.", `transactions.${index}.date`);
  return transactions;
}

/** All lines or none. */
export const writeFeed: Writer = (accounting, { platform }, body, operation): Written => {
  const { store, clock } = accounting;
  const source = store.find("sources", operation.target ?? "");
  const wrong = (itemId: string, message: string): Written => [
    { itemId, message, validatorName: "BankTransactions" },
  ];
  if (!source) return wrong("AccountId", "No such source account exists.");
  if (source.status !== "connected") return wrong("AccountId", `The source account is ${source.status}.`);
  const target = store.find("accounts", source.target ?? "");
  if (target?.status !== "Active") return wrong("AccountId", "The account that this feed fills is archived.");
  const lines = readFeed(source, body);
  const before = store.of("feedLines", source.key);
  const newest = before.reduce((latest, line) => (line.date > latest ? line.date : latest), "");
  const oldestAllowed = plusDays(clock.today(), -platform.feed.maxAgeDays);
  for (const line of lines) {
    const item = `Transactions[${line.id}]`;
    if (line.date > clock.today()) return wrong(`${item}.Date`, "Must not be in the future.");
    if (line.date < oldestAllowed)
      return wrong(`${item}.Date`, `Must not be more than ${platform.feed.maxAgeDays} days old.`);
    if (platform.feed.notBeforeNewest && line.date < newest)
      return wrong(`${item}.Date`, "Must not be older than the newest transaction of the account.");
    if (source.feedStartDate !== null && line.date < source.feedStartDate)
      return wrong(`${item}.Date`, `Must not be before the start of the feed, ${source.feedStartDate}.`);
    if (store.find("feedLines", `${source.key}/${line.id}`)) {
      accounting.stats.repeatedFeedLines += 1;
      return wrong(`${item}.Id`, "A transaction with this id is already in the feed.");
    }
  }
  for (const { id: lineId, amount, date, description, balance, ...details } of lines) {
    const { seq } = accounting.stamp(platform, source.key);
    const key = `${source.key}/${lineId}`;
    store.put("feedLines", {
      key,
      parent: source.key,
      seq,
      id: lineId,
      amount,
      date,
      description,
      balance,
      details,
    });
    accounting.stats.record("bankTransactions", key);
  }
  store.put("sources", { ...source, balance: lines.at(-1)!.balance, modified: clock.iso() });
  return { id: source.id, dataType: "bankTransactions" };
};
