// Journals that accountants enter by hand, and their reversals.
import { z } from "zod";
import type { ApprovalKind } from "@/lib/approvals/kind";
import { recordAudit } from "@/lib/audit/record-audit";
import { compare, formatDate, isoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { listClosedPeriods } from "@/lib/ledger/close-period";
import { findAllPosted } from "@/lib/ledger/keys";
import { postTransaction, reverseTransaction } from "@/lib/ledger/verbs";
import { dollars } from "@/lib/money/money";
import { journalFault, manualJournal, type JournalLine } from "@/lib/transaction-types/manual-journal";

type Journal = { effectiveOn: string; lines: JournalLine[] };
type Reversal = { journalId: string };

const journalKey = (approvalId: string) => `journal:${approvalId}`;
const reversalKey = (approvalId: string) => `reverse-journal:${approvalId}`;
const common = {
  propose: "journal.post.propose",
  approve: "journal.post.approve",
  isMoney: true,
} as const;

export const JOURNAL: ApprovalKind<Journal> = {
  ...common,
  name: "journal.post",
  payload: z.strictObject({
    effectiveOn: isoDate,
    lines: z.array(
      z.strictObject({ account: z.string(), side: z.enum(["debit", "credit"]), amount: z.string() }),
    ),
  }),
  // Two journals may wait at once; the same one twice may not.
  subject: ({ effectiveOn, lines }) => ({
    type: "ledger-journal",
    id: [effectiveOn, ...lines.map(({ account, side, amount }) => `${side} ${account} ${amount}`)].join(" "),
  }),
  href: () => "/admin/ledger/journals",
  title: async (_tx, { effectiveOn }) => `Post a journal dated ${formatDate(effectiveOn)}`,
  async facts(tx, { effectiveOn, lines }) {
    await requirePostable(tx, { effectiveOn, lines });
    return [
      { label: "Date", value: formatDate(effectiveOn) },
      ...lines.map(({ account, side, amount }, at) => ({
        label: `${at + 1}. ${side === "debit" ? "Dr" : "Cr"} ${account}`,
        value: dollars(amount),
      })),
    ];
  },
  async execute(tx, { effectiveOn, lines }, { approvalId, decidedBy, reason }) {
    const on = await businessDate(tx);
    const { transactionId } = await postTransaction(tx, {
      ...manualJournal(lines),
      key: journalKey(approvalId),
      mode: "authorize",
      effectiveOn,
      metadata: { approvalId },
    });
    await recordAudit(tx, {
      ...{ actorUserId: decidedBy, action: "ledger-journal.post", businessDate: on },
      ...{ subjectType: "ledger-transaction", subjectId: transactionId },
      detail: { reason, transactionId },
    });
  },
};

export const REVERSE_JOURNAL: ApprovalKind<Reversal> = {
  ...common,
  name: "journal.reverse",
  payload: z.strictObject({ journalId: z.string() }),
  subject: ({ journalId }) => ({ type: "ledger-journal", id: journalId }),
  href: ({ journalId }) => `/admin/approvals/${journalId}`,
  title: async (tx, { journalId }) =>
    `Reverse journal of transaction ${(await findJournal(tx, journalId)).transactionId}`,
  async facts(tx, { journalId }) {
    const { transactionId } = await findJournal(tx, journalId);
    return [{ label: "Reverses transaction", value: transactionId.toString() }];
  },
  async execute(tx, { journalId }, { approvalId, decidedBy, reason }) {
    const original = await findJournal(tx, journalId);
    const on = await businessDate(tx);
    const { transactionId } = await reverseTransaction(tx, {
      key: reversalKey(approvalId),
      transactionId: original.transactionId.toString(),
      effectiveOn: on,
      mode: "authorize",
      eventType: "manual-journal",
      metadata: { approvalId },
    });
    await recordAudit(tx, {
      ...{ actorUserId: decidedBy, action: "ledger-journal.reverse", businessDate: on },
      ...{ subjectType: "ledger-transaction", subjectId: transactionId },
      detail: { reason, transactionId, reverses: original.transactionId.toString() },
    });
  },
};

async function requirePostable(tx: Tx, { effectiveOn, lines }: Journal) {
  const fault = journalFault(lines);
  if (fault) throw new DomainError("invalid", fault);
  const today = await businessDate(tx);
  if (compare(effectiveOn, today) > 0)
    throw new DomainError("invalid", "A journal cannot be dated after the business date.", "effectiveOn");
  const [closed] = await listClosedPeriods(tx);
  if (closed && compare(effectiveOn, closed.closedThrough) <= 0)
    throw new DomainError(
      "invalid",
      `The books are closed through ${formatDate(closed.closedThrough)}.`,
      "effectiveOn",
    );
}

/** What a journal posted, unless it was reversed. */
async function findJournal(tx: Tx, journalId: string) {
  const posted = (await findAllPosted(tx, [journalKey(journalId)])).get(journalKey(journalId));
  if (!posted) throw new DomainError("not-found", "This journal was not posted.");
  if (posted.isReversed) throw new DomainError("wrong-state", "This journal was already reversed.");
  return posted;
}
