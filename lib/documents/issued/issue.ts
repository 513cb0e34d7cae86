// Freezes the data of a document and gives it a number. Setting it on pages comes later and cannot change it.
import { createHash } from "node:crypto";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { lastBlock } from "@/lib/ledger/seal-blocks";
import { company } from "@/lib/legal/company";
import { ofDocument } from "@/lib/notifications/kinds";
import { notifyEach } from "@/lib/notifications/notify";
import { templateOf } from "@/lib/documents/templates/registry";

export type DocumentRequest = {
  kind: string;
  /** What it is about and for when: a second request with the same key makes nothing. */
  key: string;
  userId: string;
  subjectType: string; // loan | investment | application | user
  subjectId: string;
  /** What the person reads in a list. */
  title: string;
  facts: unknown;
  /** Notifies the person in the app; absent: silently. */
  notice?: { title: string; body: string; href: string; onPaper?: string | undefined };
  /** The document whose place this one takes; that one stays as it is. */
  supersedesId?: string | undefined;
};

export type Issued = { id: string; number: number; key: string; userId: string; kind: string };

/**
 * Keeps the data of documents, each once, in the caller's transaction. The worker sets them within a minute.
 *
 * @returns those that are new, in no order
 * @throws DomainError "invalid" when a template lacks a value; its field is named, and nothing is kept
 */
export async function issueDocuments(
  tx: Tx,
  { requests, on }: { requests: readonly DocumentRequest[]; on: IsoDate },
): Promise<Issued[]> {
  if (requests.length === 0) return [];
  const frame = { lender: lender(), ledgerHead: await ledgerHead(tx) };
  const rows = requests.map(({ kind, key, userId, subjectType, subjectId, title, facts, supersedesId }) => {
    const template = templateOf(kind);
    const data = JSON.stringify({ ...frame, facts: template.read(facts) });
    return {
      ...{ kind, userId, subjectType, subjectId, title, data },
      id: newId("idoc"),
      issueKey: key,
      supersedesId: supersedesId ?? null,
      templateVersion: template.version,
      dataSha256: createHash("sha256").update(data, "utf8").digest("hex"),
      issuedOn: toDbDate(on),
    };
  });
  const kept = await tx.issuedDocument.createManyAndReturn({
    data: rows,
    skipDuplicates: true,
    select: { id: true, number: true, issueKey: true, userId: true, kind: true },
  });
  const issued = kept.map(({ issueKey, ...row }) => ({ ...row, key: issueKey }));
  if (issued.length === 0) return [];
  await notifyOf(tx, { requests, issued, on });
  return issued;
}

async function notifyOf(
  tx: Tx,
  { requests, issued, on }: { requests: readonly DocumentRequest[]; issued: Issued[]; on: IsoDate },
) {
  const isNew = new Set(issued.map(({ key }) => key));
  await notifyEach(
    tx,
    requests.flatMap(({ key, userId, kind, notice }) =>
      notice && isNew.has(key) ? [{ userId, kind: ofDocument(kind), ...notice, datedOn: on }] : [],
    ),
  );
}

function lender() {
  const { name, address, phone, email } = company;
  return { name, address, phone, email };
}

async function ledgerHead(tx: Tx) {
  const head = await lastBlock(tx);
  return head && { block: head.block, hash: head.hash };
}
