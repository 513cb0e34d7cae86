// What the queue's tasks do. The names and payloads are declared in lib/queue.ts.
import type { TaskList } from "graphile-worker";
import type { Tasks } from "@/lib/queue";
import { decideApplication } from "@/lib/lending/application/decide-application";
import { refreshStandings } from "@/lib/lending/reading/loan-standings";
import { refreshPoolSums } from "@/lib/pool/kept-sums";
import { importBankFile } from "@/lib/payments/bank/import-bank-file";
import { matchBankLines } from "@/lib/payments/bank/match-bank-lines";
import { readProviderTransactions } from "@/lib/payments/bank/read-provider-transactions";
import { sendBackReceipt } from "@/lib/payments/bank/send-back";
import { readUploadedFile } from "@/lib/payments/bank/read-uploaded-file";
import { processWebhook } from "@/lib/payments/process-webhook";
import { sendResetLink } from "@/lib/accounts/reset-password";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { sendEmails } from "@/lib/notifications/send-emails";
import { submitPaymentOrders } from "@/lib/payments/submit-waiting";
import { businessDate } from "@/lib/clock";
import { sealAudit } from "@/lib/audit/seal-audit";
import { expireApprovals } from "@/lib/approvals/expire";
import { expireHolds } from "@/lib/ledger/expire-holds";
import { sealLedger } from "@/lib/ledger/seal";
import { proveClaims } from "@/lib/pool/proof/prove-claims";
import { renderWaiting } from "@/lib/documents/issued/render";
import { issueEvents } from "@/lib/paperwork/issue-due";
import { sendReminders } from "@/lib/paperwork/send-reminders";
import { checkRegulations } from "@/lib/regulations/check-regulations";
import { asJob } from "./as-job";
import { checkDocuments } from "./check-documents";
import { checkLedger } from "./check-ledger";
import { drain } from "@/lib/writeback/sending/drain";
import { keepAlive } from "@/lib/writeback/books/keep-alive";
import { processNews } from "@/lib/writeback/sending/process-news";
import { processWebhook as processCodatWebhook } from "@/lib/writeback/sending/process-webhook";
import { closeDay } from "./close-day";
import { handleChangeNotice } from "./handle-change-notice";
import { handlePaymentTransitions } from "./handle-payment-transition";
import { healPayments } from "./heal-payments";
import { moveBusinessDate } from "./move-business-date";
import { reportSharedAccount } from "./report-shared-account";
import { resumeDateMoves } from "./resume-date-moves";
import { resumeDecisions } from "./resume-decisions";
import { tellLedgerNotes } from "./tell-ledger-notes";

const handlers: { [T in keyof Tasks]: (payload: Tasks[T]) => Promise<unknown> } = {
  "submit-payment-order": ({ paymentOrderId }) => submitPaymentOrders([paymentOrderId]),
  "submit-payment-orders": ({ paymentOrderIds }) => submitPaymentOrders(paymentOrderIds),
  "process-webhook": ({ webhookId }) => processWebhook(webhookId),
  "handle-payment-transition": ({ transitionId }) =>
    handlePaymentTransitions({ transitionIds: [transitionId] }),
  "handle-payment-transitions": handlePaymentTransitions,
  "report-shared-account": ({ externalAccountId }) => reportSharedAccount(externalAccountId),
  "handle-change-notice": handleChangeNotice,
  "read-bank-file": readUploadedFile,
  "import-bank-file": importBankFile,
  "match-bank-lines": () => matchBankLines(),
  "send-back-receipt": sendBackReceipt,
  "read-bank-transactions": () => readProviderTransactions(),
  "poll-payments": () => healPayments(),
  "decide-application": decideApplication,
  "move-business-date": moveBusinessDate,
  "resume-date-moves": () => resumeDateMoves(),
  "resume-decisions": () => resumeDecisions(),
  "close-day": () => closeDay(),
  "refresh-standings": async () => {
    await refreshStandings();
    await refreshPoolSums();
  },
  "tell-ledger-notes": () => tellLedgerNotes(),
  "send-emails": () => sendEmails(),
  "send-reset-link": sendResetLink,
  "pay-waiting-investments": async () => payWaitingInvestments({ businessDate: await businessDate() }),
  "send-reminders": () => sendReminders(),
  "issue-documents": () => issueEvents(),
  "render-documents": () => renderWaiting(),
  "verify-documents": () => checkDocuments(),
  "check-regulations": ({ askedBy }) => checkRegulations({ askedBy: askedBy ?? "timetable" }),
  "expire-holds": async () => expireHolds({ effectiveOn: await businessDate() }),
  "expire-approvals": () => expireApprovals(),
  "seal-ledger": async () => {
    await sealLedger();
    await sealAudit();
  },
  "check-ledger": () => checkLedger(),
  "prove-claims": () => proveClaims(),
  "writeback-drain": () => drain(),
  "writeback-news": () => processNews(),
  "writeback-webhook": ({ webhookId }) => processCodatWebhook(webhookId),
  "writeback-daily": () => keepAlive(),
};

export const tasks = Object.fromEntries(
  Object.entries(handlers).map(([name, handle]) => [
    name,
    asJob(name, handle as (payload: unknown) => Promise<unknown>),
  ]),
) as TaskList;

/**
 * The timetable: each minute missed webhooks are healed, and what a dead worker left of payments, of decisions and of a
 * move of the date, since the queue gives its jobs to another one only after four hours; the day is closed early each morning and on
 * every start; notices and letters are issued, emails sent, how loans stand is computed again where it changed, notes of the ledger are
 * sent, holds and proposals expire and the books are sealed within a minute; reminders go out every five minutes; what the bank's account
 * shows is read and matched every hour; books, a sample of the documents and the regulations are checked every night, after which a proof of all balances is
 * made; the connections to accounting software are kept alive once a day.
 */
export const TIMETABLE = `
* * * * * poll-payments ?jobKey=poll-payments&max=1
* * * * * resume-date-moves ?jobKey=resume-date-moves&max=1
* * * * * resume-decisions ?jobKey=resume-decisions&max=1
* * * * * writeback-drain ?jobKey=writeback-drain&max=3
17 * * * * writeback-daily ?jobKey=writeback-daily&max=3
25 * * * * read-bank-transactions ?jobKey=read-bank-transactions&max=3
35 * * * * match-bank-lines ?jobKey=match-bank-lines&max=3
5 * * * * close-day ?fill=2h&jobKey=close-day&max=3
* * * * * render-documents ?jobKey=render-documents&max=1
* * * * * send-emails ?jobKey=send-emails&max=1
* * * * * issue-documents ?jobKey=issue-documents&max=1
* * * * * refresh-standings ?jobKey=refresh-standings&max=1
* * * * * tell-ledger-notes ?jobKey=tell-ledger-notes&max=3
* * * * * expire-holds ?jobKey=expire-holds&max=3
* * * * * expire-approvals ?jobKey=expire-approvals&max=3
* * * * * seal-ledger ?jobKey=seal-ledger&max=3
*/5 * * * * send-reminders ?jobKey=send-reminders&max=1
40 3 * * * verify-documents ?fill=1d&jobKey=verify-documents&max=3
50 3 * * * check-regulations ?fill=1d&jobKey=check-regulations&max=3
30 3 * * * check-ledger ?fill=1d&jobKey=check-ledger&max=3
45 3 * * * prove-claims ?fill=1d&jobKey=prove-claims&max=3
`;
