// The live records of the books, for the four cards. Everything is listed; what cannot be chosen says why.
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { askOrRefuse, type Caller } from "@/lib/writeback/codat/ask";
import {
  getFeedMappings,
  listAccounts,
  listBankAccounts,
  listSuppliers,
  type Place,
} from "@/lib/writeback/codat/codat";
import type { CodatRequest } from "@/lib/writeback/codat/codat-client";
import { condition } from "@/lib/writeback/records/codat-query";
import { isReady } from "@/lib/writeback/codat/connection-words";
import { LENDER_ACCOUNT_NAME, LENDER_NAME } from "@/lib/writeback/records/lender";
import { bankAccountProblem, expenseProblem, likeliest, supplierProblem } from "./selectable";
import { placeOf } from "./target";
import type { CardName } from "@/lib/writeback/records/target-names";

export type Choice = {
  id: string;
  name: string;
  code: string | null;
  type: string | null;
  currency: string | null;
  detail: string | null;
  isSelectable: boolean;
  reason: string | null;
};
export type Choices = { choices: Choice[]; suggestedId: string | null };

const MOST_PAGES = 20;

/**
 * What can be chosen for a card.
 *
 * @throws DomainError wrong-state while nothing is connected or the first sync is under way; unavailable when the books cannot
 *   be asked
 */
export async function listChoices({
  borrowerId,
  card,
}: {
  borrowerId: string;
  card: CardName;
}): Promise<Choices> {
  const { place, feedPlace, lenderSourceId, lenderTargetId } = await requireReady(borrowerId);
  const caller: Caller = { borrowerId, isBackground: false };
  if (card === "deposit") {
    const accounts = await everything(caller, (page) => listBankAccounts(place, { page }));
    const choices = accounts
      .filter(({ id }) => id !== lenderTargetId)
      .map((account) =>
        choice(
          {
            id: account.id,
            name: account.accountName ?? account.id,
            code: account.nominalCode,
            type: account.accountType,
            currency: account.currency,
            detail: account.institution ?? account.accountNumber,
          },
          bankAccountProblem(account),
        ),
      );
    return { choices, suggestedId: onlyOne(choices) };
  }
  if (card === "expense") {
    const parts = [condition("type", "=", "Expense"), condition("status", "=", "Active")];
    const accounts = await everything(caller, (page) => listAccounts(place, { parts, page }));
    const choices = accounts.map((account) =>
      choice(
        {
          id: account.id,
          name: account.name ?? account.id,
          code: account.nominalCode,
          type: account.type,
          currency: account.currency,
          detail: null,
        },
        expenseProblem(account),
      ),
    );
    return { choices, suggestedId: suggestion("interest", choices) };
  }
  if (card === "supplier") {
    const suppliers = await everything(caller, (page) => listSuppliers(place, { page }));
    const choices = suppliers.map((found) =>
      choice(
        {
          id: found.id,
          name: found.supplierName ?? found.id,
          code: null,
          type: null,
          currency: found.defaultCurrency,
          detail: null,
        },
        supplierProblem(found),
      ),
    );
    return { choices, suggestedId: suggestion(LENDER_NAME, choices) };
  }
  return lenderChoices(caller, feedPlace, lenderSourceId);
}

/** Accounts of the books that the feed can go to; known only once a source account exists there. */
async function lenderChoices(caller: Caller, feedPlace: Place, sourceId: string | null): Promise<Choices> {
  const mappings = await askOrRefuse(caller, getFeedMappings(feedPlace));
  const row = mappings.find(({ sourceAccountId }) => sourceAccountId === sourceId) ?? mappings[0];
  const choices = (row?.options ?? []).map(({ id, name, accountNumber }) =>
    choice(
      { id, name, code: null, type: "Bank", currency: row?.sourceCurrency ?? null, detail: accountNumber },
      null,
    ),
  );
  return { choices, suggestedId: suggestion(LENDER_ACCOUNT_NAME, choices) };
}

function choice(facts: Omit<Choice, "isSelectable" | "reason">, reason: string | null): Choice {
  return { ...facts, isSelectable: reason === null, reason };
}

function suggestion(name: string, choices: Choice[]): string | null {
  const open = choices.filter(({ isSelectable }) => isSelectable);
  return (
    open[
      likeliest(
        name,
        open.map((each) => each.name),
      )
    ]?.id ?? null
  );
}

function onlyOne(choices: Choice[]): string | null {
  const open = choices.filter(({ isSelectable }) => isSelectable);
  return open.length === 1 ? open[0]!.id : null;
}

async function everything<T>(
  caller: Caller,
  list: (page: number) => CodatRequest<{ results: T[]; total: number }>,
): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { results, total } = await askOrRefuse(caller, list(page));
    all.push(...results);
    if (results.length === 0 || all.length >= total) break;
  }
  return all;
}

/** Connection and places of a borrower whose books can be read. */
export async function requireReady(borrowerId: string) {
  const connection = await db.writebackConnection.findUnique({ where: { borrowerId } });
  const place = connection && placeOf(connection);
  if (!place || connection.status !== "Linked")
    throw new DomainError("wrong-state", "Connect your accounting software first.");
  if (!isReady(connection.readiness))
    throw new DomainError(
      "wrong-state",
      "Your books are still being read. This takes a few minutes the first time.",
    );
  const mapping = await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId } });
  const feedPlace = connection.feedConnectionId
    ? { ...place, connectionId: connection.feedConnectionId }
    : place;
  const { lenderTargetId } = mapping;
  const lenderSourceId = mapping.lenderSourceId ?? mapping.nextSourceId;
  return { connection, mapping, place, feedPlace, lenderSourceId, lenderTargetId };
}
