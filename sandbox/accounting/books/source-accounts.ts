// Bank-feed source accounts: the ones that we invent.
import { z } from "zod";
import type { Accounting, Place } from "./accounting";
import { broken, json, Refusal, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import { cents, currency, id, optionalText, read } from "@/sandbox/accounting/http/reading";
import { showSource } from "./source-shape";

const MAY_FEED = ["Linked", "PendingAuth"];
const creation = z.strictObject({
  id,
  accountName: id,
  accountType: z.enum(
    ["checking", "savings", "loan", "creditCard", "prepaidCard"],
    "must be a known type, such as loan",
  ),
  accountNumber: id,
  sortCode: optionalText,
  routingInfo: z.strictObject({ bankCode: optionalText, type: optionalText }).nullish(),
  currency,
  balance: cents,
  modifiedDate: optionalText,
  accountInfo: z
    .strictObject({
      description: optionalText,
      nickname: optionalText,
      accountOpenDate: optionalText,
      availableBalance: cents.nullish(),
    })
    .nullish(),
});

export function createSource(accounting: Accounting, place: Place, request: ApiRequest): ApiAnswer {
  const { connection } = place;
  requireFeed(place);
  const body = read(request, creation);
  if (body.currency === "GBP" && !body.sortCode)
    throw broken("sortCode must be given for an account in GBP.", "sortCode");
  const key = `${connection.key}/${body.id}`;
  if (accounting.store.find("sources", key))
    throw new Refusal(400, `A source account with the id ${body.id} already exists on this connection.`);
  const source = accounting.store.put("sources", {
    key,
    parent: connection.key,
    id: body.id,
    name: body.accountName,
    accountType: body.accountType,
    accountNumber: body.accountNumber,
    sortCode: body.sortCode ?? null,
    routingInfo: body.routingInfo ?? null,
    accountInfo: body.accountInfo ?? null,
    currency: body.currency,
    balance: body.balance,
    status: "pending",
    target: null,
    feedStartDate: null,
    connectsAt: null,
    modified: accounting.clock.iso(),
  });
  return json(200, showSource(source));
}

export function listSources(accounting: Accounting, { connection }: Place): ApiAnswer {
  return json(200, accounting.store.of("sources", connection.key).map(showSource));
}

/** @throws Refusal (400) where this connection carries no feeds, or not yet */
export function requireFeed({ connection, platform }: Place): void {
  if (platform.feed.through !== null)
    throw new Refusal(
      400,
      `${platform.name} accepts bank feeds only through a separate connection (${platform.feed.through}).`,
    );
  const isOpen =
    platform.sourceType === "BankFeed" ? MAY_FEED.includes(connection.status) : connection.wasLinked;
  if (!isOpen) throw new Refusal(400, "The connection is not linked.");
}
