// What the queue's tasks do. The names and payloads are declared in lib/queue.ts.
import type { TaskList } from "graphile-worker";
import type { Tasks } from "@/lib/queue";
import { decideApplication } from "@/lib/lending/decide-application";
import { pollPayments } from "@/lib/payments/poll-payments";
import { processWebhook } from "@/lib/payments/process-webhook";
import { submitPaymentOrder } from "@/lib/payments/submit-payment-order";
import { closeDay } from "./close-day";
import { handlePaymentTransition } from "./handle-payment-transition";
import { moveBusinessDate } from "./move-business-date";

const handlers: { [T in keyof Tasks]: (payload: Tasks[T]) => Promise<unknown> } = {
  "submit-payment-order": ({ paymentOrderId }) => submitPaymentOrder(paymentOrderId),
  "process-webhook": ({ webhookId }) => processWebhook(webhookId),
  "handle-payment-transition": handlePaymentTransition,
  "poll-payments": () => pollPayments(),
  "decide-application": decideApplication,
  "move-business-date": moveBusinessDate,
  "close-day": () => closeDay(),
};

export const tasks = Object.fromEntries(
  Object.entries(handlers).map(([name, handle]) => [
    name,
    async (payload: unknown) => {
      await (handle as (payload: unknown) => Promise<unknown>)(payload);
    },
  ]),
) as TaskList;

/** The timetable: the poller heals missed webhooks; the day is closed early each morning and on every start. */
export const TIMETABLE = `
* * * * * poll-payments ?jobKey=poll-payments&max=1
5 * * * * close-day ?fill=2h&jobKey=close-day&max=3
`;
