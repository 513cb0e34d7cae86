// Checks a body before it leaves the house, against what the connection says it accepts and against our own stricter rules:
// Codat's schema lets a transfer without an amount pass. Pure.
import { addDays, formatDate, isIsoDate, type IsoDate } from "@/lib/calendar/dates";
import { d } from "@/lib/money/money";
import { Amount, type Json } from "./exact-json";
import type { PlatformRules } from "./platforms";
import type { Body } from "./record-bodies";

/** What Codat's options say about one property of a body, and below it about its own properties. */
export type OptionModel = {
  type: string;
  displayName: string | null;
  description: string | null;
  required: boolean;
  properties: { [name: string]: OptionModel } | null;
  /** Allowed values; null: any. */
  options: { value: string; displayName: string | null }[] | null;
};

export type Problem = {
  field: string;
  sentence: string;
  /** No later try can succeed: time only makes it worse. */
  isForGood?: boolean;
};

// What only adorns a record. Everything else is sent even where a model forgets to list it: Codat's schema wants it, or the
// record would be another one without it.
const DECORATION = new Set(["description", "note", "reference", "taxRateRef", "status"]);
const MOST_FEED_LINES = 1000;

/**
 * The body without decoration that the connection does not list: properties not listed may fail validation.
 *
 * @example fitToModel({ date: "2026-05-01", note: "…" }, modelWithoutNote) // { date: "2026-05-01" }
 */
export function fitToModel(body: Body, model: OptionModel | null): Body {
  if (!model?.properties) return body;
  const fitted = Object.entries(body).flatMap(([key, value]) => {
    const child = model.properties?.[key];
    if (!child) return DECORATION.has(key) ? [] : [[key, value] as const];
    return [[key, fitValue(value, child)] as const];
  });
  return Object.fromEntries(fitted);
}

function fitValue(value: Json | undefined, model: OptionModel): Json | undefined {
  if (isList(value)) return value.map((item) => fitValue(item, model) ?? null);
  return isObject(value) ? (fitToModel(value, model) as Json) : value;
}

/**
 * What the model finds wrong with a body: required properties that are missing, values that are not among the allowed ones.
 *
 * @returns one problem a property, named by its path ("lineItems[0].taxRateRef"); none when the body may be sent
 */
export function checkAgainstModel(body: Json | undefined, model: OptionModel | null, path = ""): Problem[] {
  if (!model) return [];
  if (isList(body)) return body.flatMap((item, at) => checkAgainstModel(item, model, `${path}[${at}]`));
  if (isObject(body)) {
    return Object.entries(model.properties ?? {}).flatMap(([name, child]) => {
      const value = body[name];
      const field = path === "" ? name : `${path}.${name}`;
      if (value === undefined || value === null || value === "")
        return child.required ? [missing(field, child)] : [];
      return checkAgainstModel(value, child, field);
    });
  }
  if (!model.options || typeof body !== "string") return [];
  // QuickBooks lists "Suppliers" for what the schema calls "suppliers".
  if (model.options.some(({ value }) => value.toLowerCase() === body.toLowerCase())) return [];
  return [{ field: path, sentence: `The accounting software does not accept "${body}" for ${path}.` }];
}

function missing(field: string, { displayName }: OptionModel): Problem {
  const name = displayName && displayName !== field ? `${field} (${displayName})` : field;
  return { field, sentence: `The accounting software requires ${name}, which we do not send.` };
}

/**
 * Our own rules for a transfer: both legs have an amount above zero, the same on both, in the same currency, between two
 * accounts.
 */
export function checkTransfer(body: Body): Problem[] {
  const [from, to] = [leg(body.from), leg(body.to)];
  const problems: Problem[] = [];
  for (const [name, { amount, account }] of [["from", from] as const, ["to", to] as const]) {
    if (!(amount instanceof Amount) || !d(amount.digits).gt(0))
      problems.push({
        field: `${name}.amount`,
        sentence: `The transfer has no positive amount in ${name}.`,
      });
    if (typeof account !== "string" || account === "")
      problems.push({ field: `${name}.accountRef`, sentence: `The transfer has no account in ${name}.` });
  }
  if (from.amount instanceof Amount && to.amount instanceof Amount && from.amount.digits !== to.amount.digits)
    problems.push({ field: "to.amount", sentence: "The two amounts of the transfer differ." });
  if (from.currency !== to.currency)
    problems.push({
      field: "to.currency",
      sentence: "The two accounts of the transfer have different currencies.",
    });
  if (from.account !== undefined && from.account === to.account)
    problems.push({ field: "to.accountRef", sentence: "The transfer is from an account to itself." });
  return problems;
}

/**
 * Our own rules for feed lines: at most 1000, in order of their dates, none in the future, none older than the platform takes,
 * each with its balance.
 *
 * @param today  business date
 * @param newest date of the newest line on the account so far, or null
 */
export function checkFeed(
  body: Body,
  { feed, name }: Pick<PlatformRules, "feed" | "name">,
  today: IsoDate,
  newest: IsoDate | null,
): Problem[] {
  const lines = isList(body.transactions) ? body.transactions : [];
  if (lines.length === 0) return [{ field: "transactions", sentence: "There is no feed line to send." }];
  if (lines.length > MOST_FEED_LINES)
    return [
      { field: "transactions", sentence: `At most ${MOST_FEED_LINES} feed lines can be sent at once.` },
    ];
  let before = feed.isChronological ? newest : null;
  return lines.flatMap((line, at) => {
    const field = `transactions[${at}]`;
    if (!isObject(line)) return [{ field, sentence: "Malformed feed line." }];
    const problems = feedLineProblems(line, field);
    const { date } = line;
    if (typeof date !== "string" || !isIsoDate(date))
      return [...problems, { field: `${field}.date`, sentence: "A feed line has no date." }];
    problems.push(
      ...dateProblems(`${field}.date`, {
        ...{ date, today, before, name },
        maxAgeDays: feed.maxAgeDays,
        isFirst: at === 0,
      }),
    );
    before = date;
    return problems;
  });
}

function feedLineProblems(line: { readonly [key: string]: Json | undefined }, field: string): Problem[] {
  const { id, amount, balance } = line;
  return [
    ...(typeof id === "string" && id !== ""
      ? []
      : [{ field: `${field}.id`, sentence: "A feed line has no id." }]),
    ...(amount instanceof Amount && !d(amount.digits).isZero()
      ? []
      : [{ field: `${field}.amount`, sentence: "A feed line has no amount." }]),
    ...(balance instanceof Amount
      ? []
      : [{ field: `${field}.balance`, sentence: "A feed line has no balance." }]),
  ];
}

type Dated = {
  date: IsoDate;
  today: IsoDate;
  before: IsoDate | null;
  name: string;
  maxAgeDays: number;
  /** What is before the first line is on the account already; the order of the others is ours. */
  isFirst: boolean;
};

function dateProblems(field: string, { date, today, before, name, maxAgeDays, isFirst }: Dated): Problem[] {
  if (date > today)
    return [{ field, sentence: `A feed line is dated ${formatDate(date)}, which is in the future.` }];
  if (date < addDays(today, -maxAgeDays)) {
    const sentence = `${name} accepts feed lines up to ${maxAgeDays} days old; this one is dated ${formatDate(date)}.`;
    return [{ field, sentence, isForGood: true }];
  }
  if (before !== null && date < before) {
    const sentence = `${name} accepts no feed line older than the newest one on the account, dated ${formatDate(before)}; this one is dated ${formatDate(date)}.`;
    return [{ field, sentence, isForGood: isFirst }];
  }
  return [];
}

/**
 * The tax rate to name on a line: the first of the platform's usual ones that the connection offers.
 *
 * @returns null when the platform wants none, or the connection offers none of them
 */
export function chooseTaxRate({ directCost }: PlatformRules, model: OptionModel | null): string | null {
  const offered = model?.properties?.lineItems?.properties?.taxRateRef?.properties?.id?.options;
  if (!offered) return directCost.taxRates[0] ?? null;
  return directCost.taxRates.find((rate) => offered.some(({ value }) => value === rate)) ?? null;
}

function leg(value: Json | undefined) {
  if (!isObject(value)) return { amount: undefined, account: undefined, currency: undefined };
  const account = isObject(value.accountRef) ? value.accountRef.id : undefined;
  return { amount: value.amount, account, currency: value.currency };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !isList(value) && !(value instanceof Amount);
}
