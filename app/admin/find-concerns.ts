import { formatMoney } from "@/components/ui/format-money";
import type { Tone } from "@/components/ui/status-badge";
import { findLatestDateMove, listLastRuns } from "@/lib/jobs/queries";
import { queuedJobList } from "@/lib/jobs/queued-jobs";
import { findLatestFloorAlert } from "@/lib/ledger/notes";
import { loanBook } from "@/lib/lending/reading/admin-loans";
import { d, toMoney } from "@/lib/money/money";
import { countAccountsToReview } from "@/lib/payments/shared-accounts";
import { listUnmatchedIncoming } from "@/lib/payments/unmatched";
import { may, type Permission } from "@/lib/permissions";
import type { PoolOverview } from "@/lib/pool/queries";
import { jobName } from "./_parts/day-summary";
import { hrefWith } from "@/app/_parts/href-with";
import { accountHref, transactionHref } from "./_parts/paths";
import { count } from "@/app/_parts/words";

export type Concern = { tone: Tone; word: string; title: string; detail: string; href: string };
type Finder = (pool: PoolOverview) => Promise<Concern[]>;

/** Everything that is waiting for a person or for money and that these roles may open, most serious first. */
export async function findConcerns(pool: PoolOverview, roles: readonly string[]): Promise<Concern[]> {
  const finders: [Permission, Finder][] = [
    ["books.see", floor],
    ["job.see", jobs],
    ["webhook.see", unmatchedWires],
    ["bank-account.see", accountsToReview],
    ["investment.see", waitingPayouts],
    ["loan.see", waitingDisbursements],
    ["loan.see", lateLoans],
  ];
  const open = finders.filter(([permission]) => may(roles, permission));
  return (await Promise.all(open.map(([, find]) => find(pool)))).flat();
}

async function floor({ cash }: PoolOverview): Promise<Concern[]> {
  if (d(cash.shortfall).isZero()) return [];
  const latest = await findLatestFloorAlert();
  return [
    {
      tone: "failed",
      word: "Short",
      title: `Cash is ${formatMoney(cash.shortfall)} below its floor`,
      detail: latest
        ? `The bank debited money that was reserved. Transaction ${latest.transactionId} left ${formatMoney(latest.available)} available.`
        : "The bank debited money that was reserved.",
      href: latest ? transactionHref(latest.transactionId) : accountHref(cash.account),
    },
  ];
}

async function jobs(): Promise<Concern[]> {
  const [lastRuns, failing, move] = await Promise.all([
    listLastRuns(),
    queuedJobList.page({ state: "failed", pageSize: 1 }),
    findLatestDateMove(),
  ]);
  return [
    ...(move?.status === "FAILED"
      ? [
          failed(
            "The business date stopped moving",
            move.error?.replace(/^\w*Error: /, "") ?? "",
            "/admin/business-date",
          ),
        ]
      : []),
    ...lastRuns
      .filter(({ status }) => status === "FAILED")
      .map(({ job, error }) =>
        failed(`${jobName(job)} failed`, error ?? "", hrefWith("/admin/jobs", { job })),
      ),
    ...(failing.total > 0
      ? [
          failed(
            `${count(failing.total, "task")} in the queue failed`,
            failing.rows[0]?.lastError?.split("\n", 1)[0] ?? "",
            "/admin/jobs/queue?state=failed",
          ),
        ]
      : []),
  ];
}

function failed(title: string, detail: string, href: string): Concern {
  return { tone: "failed", word: "Failed", title, detail, href };
}

async function unmatchedWires(): Promise<Concern[]> {
  const unmatched = await listUnmatchedIncoming();
  const [first] = unmatched;
  if (!first) return [];
  return [
    {
      tone: "pending",
      word: "Review",
      title: `${count(unmatched.length, "incoming payment")} not matched`,
      detail: first.note,
      href: hrefWith("/admin/payments/webhooks", { objectId: first.incomingId }),
    },
  ];
}

async function accountsToReview(): Promise<Concern[]> {
  const waiting = await countAccountsToReview();
  if (waiting === 0) return [];
  return [
    {
      tone: "pending",
      word: "Review",
      title: `${count(waiting, "bank account")} to review`,
      detail: "More than one person added the same account.",
      href: "/admin/bank-accounts",
    },
  ];
}

async function waitingPayouts({ cash, waitingPayouts: waiting }: PoolOverview) {
  return waits(cash, "payout", waiting, "/admin/investments?waiting=cash");
}

async function waitingDisbursements({ cash, waitingDisbursements: waiting }: PoolOverview) {
  return waits(cash, "disbursement", waiting, "/admin/loans?status=AWAITING_FUNDS");
}

function waits(
  cash: PoolOverview["cash"],
  noun: string,
  { count: n, amount }: { count: number; amount: string },
  href: string,
): Concern[] {
  if (n === 0) return [];
  return [
    {
      tone: "pending",
      word: "Waiting",
      title: `${count(n, noun)} waiting for cash, ${formatMoney(amount)} in total`,
      detail: missing(amount, cash.available),
      href,
    },
  ];
}

/** The shortfall, with the amount available. */
function missing(amount: string, available: string) {
  const gap = d(amount).minus(d(available));
  if (!gap.greaterThan(0))
    return `${formatMoney(available)} is available. Payment goes out with the next run unless an account is frozen.`;
  return `Short by ${formatMoney(toMoney(gap))}; ${formatMoney(available)} is available. Payments go out automatically, oldest first, as cash comes in.`;
}

async function lateLoans(): Promise<Concern[]> {
  const { buckets } = await loanBook();
  return buckets
    .filter(({ fromDays, loans }) => fromDays > 0 && loans > 0)
    .map(({ fromDays, label, loans, pastDue }) => ({
      tone: "failed",
      word: "Past due",
      title: `${count(loans, "loan")} ${label.toLowerCase()} past due`,
      detail: `${formatMoney(pastDue)} past due.`,
      href: hrefWith("/admin/loans", { lateFrom: fromDays }),
    }));
}
