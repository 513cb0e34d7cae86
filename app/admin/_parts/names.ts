import { namesOfAccounts, namesOfThings } from "@/lib/people/names";
import { idsIn } from "./facts";

type Mentions = {
  /** Subjects of the audit log or of documents. */
  subjects?: { type: string; id: string }[];
  /** What was recorded with something, where ids may occur. */
  facts?: Record<string, unknown>[];
  ids?: string[];
  /** Codes of ledger accounts. */
  accounts?: string[];
};

/** Names of everything that a page mentions, by account code or id. */
export async function namesIn({ subjects = [], facts = [], ids = [], accounts = [] }: Mentions) {
  const codes = subjects.flatMap(({ type, id }) => (type === "ledger-account" ? [id] : []));
  const [ofAccounts, ofThings] = await Promise.all([
    namesOfAccounts([...accounts, ...codes]),
    namesOfThings([...ids, ...subjects.map(({ id }) => id), ...facts.flatMap(idsIn)]),
  ]);
  return new Map([...ofAccounts, ...ofThings]);
}
