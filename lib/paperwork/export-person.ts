// Everything that a person has with us, in one ZIP file, for themselves.
import { strToU8, zipSync, type Zippable } from "fflate";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { listIssued } from "@/lib/documents/issued/queries";
import { fileOf } from "@/lib/documents/issued/render";
import { getDocument, listDocuments } from "@/lib/documents/queries";
import { groupBy } from "@/lib/group-by";
import { accountsOf } from "@/lib/investing/queries";
import { listPosted, type PostedEntry } from "@/lib/ledger/queries";
import { lastBlock } from "@/lib/ledger/seal-blocks";
import { listThreads } from "@/lib/messages/queries";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";

const FIRST_DAY = "1900-01-01";
/** Inside of a ZIP file every entry has a time; one that never changes keeps the file the same. */
const NO_TIME = new Date("1980-01-01T00:00:00");

/**
 * The file: documents as PDF and text, signed texts byte for byte, every ledger entry of the person's accounts as CSV and as a journal
 * that hledger and Ledger read, messages, and the head of the ledger's seal.
 */
export async function exportPerson(userId: string): Promise<Uint8Array> {
  const on = await businessDate();
  const files: Zippable = {};
  const put = (name: string, content: Uint8Array | string) => {
    files[name] = typeof content === "string" ? strToU8(content) : content;
  };
  for (const { id, kind, number } of await listIssued(userId)) {
    const { pdf, text } = await fileOf(id);
    put(`documents/${number}-${kind}.pdf`, pdf);
    put(`documents/${number}-${kind}.txt`, text);
  }
  for (const { id } of await listDocuments(userId)) {
    const { kind, signedOn, body } = await getDocument(userId, id);
    put(`signed/${signedOn}-${kind}-${id}.txt`, body);
  }
  const entries = await listPosted(db, await accountsOfPerson(userId), { from: FIRST_DAY, to: on });
  put("entries.csv", entriesCsv(entries));
  put("entries.journal", journal(entries));
  put("messages.json", `${JSON.stringify(await listThreads(userId), null, 2)}\n`);
  put("about.json", `${JSON.stringify(await about(userId, on), null, 2)}\n`);
  return zipSync(files, { mtime: NO_TIME, level: 6 });
}

async function accountsOfPerson(userId: string): Promise<string[]> {
  const [loans, investments] = await Promise.all([
    db.loan.findMany({
      where: { borrower: { userId } },
      select: { id: true, borrowerId: true },
      orderBy: { number: "asc" },
    }),
    db.investment.findMany({
      where: { investor: { userId } },
      select: { id: true, investorId: true },
      orderBy: { number: "asc" },
    }),
  ]);
  return [
    ...loans.flatMap(({ id, borrowerId }) => [
      borrowerPrincipal(borrowerId, id),
      borrowerInterest(borrowerId, id),
    ]),
    ...investments.flatMap(accountsOf),
  ];
}

async function about(userId: string, on: string) {
  const { name, email, joinedOn } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { name: true, email: true, joinedOn: true },
  });
  return {
    name,
    email,
    joinedOn: joinedOn.toISOString().slice(0, 10),
    madeOn: on,
    ledgerHead: await lastBlock(),
  };
}

function entriesCsv(entries: readonly PostedEntry[]): string {
  const rows = entries.map(({ effectiveOn, account, eventType, side, amount, transactionId }) =>
    [
      effectiveOn,
      account,
      eventType,
      side === "debit" ? amount : "",
      side === "credit" ? amount : "",
      transactionId,
    ].join(","),
  );
  return `${["date,account,event,debit,credit,transaction", ...rows].join("\r\n")}\r\n`;
}

/** The person's side of each transaction; the other accounts are one, because they belong to others. */
function journal(entries: readonly PostedEntry[]): string {
  const transactions = [...groupBy(entries, ({ transactionId }) => transactionId)].map(([id, legs]) => {
    const postings = legs.map(
      ({ account, side, amount }) => `    ${account}  $${side === "debit" ? amount : `-${amount}`}`,
    );
    return [`${legs[0]!.effectiveOn} (${id}) ${legs[0]!.eventType}`, ...postings, "    others"].join("\n");
  });
  return `${transactions.join("\n\n")}\n`;
}
