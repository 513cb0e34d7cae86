// What the queue's tasks do. The names and payloads are declared in lib/queue.ts.
import type { TaskList } from "graphile-worker";
import type { Tasks } from "@/lib/queue";
import { decideApplication } from "@/lib/lending/decide-application";
import { pollPayments } from "@/lib/payments/poll-payments";
import { processWebhook } from "@/lib/payments/process-webhook";
import { submitPaymentOrder } from "@/lib/payments/submit-payment-order";
import { drain } from "@/lib/writeback/drain";
import { keepAlive } from "@/lib/writeback/keep-alive";
import { processWebhook as processCodatWebhook } from "@/lib/writeback/process-webhook";
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
  "writeback-drain": () => drain(),
  "writeback-webhook": ({ webhookId }) => processCodatWebhook(webhookId),
  "writeback-daily": () => keepAlive(),
};

export const tasks = Object.fromEntries(
  Object.entries(handlers).map(([name, handle]) => [
    name,
    async (payload: unknown) => {
      await (handle as (payload: unknown) => Promise<unknown>)(payload);
    },
  ]),
) as TaskList;

/**
 * The timetable: the pollers heal missed webhooks and what a dead worker left; the day is closed early each morning and on every
 * start; the connections to accounting software are kept alive once a day.
 */
export const TIMETABLE = `
* * * * * poll-payments ?jobKey=poll-payments&max=1
* * * * * writeback-drain ?jobKey=writeback-drain&max=3
17 * * * * writeback-daily ?jobKey=writeback-daily&max=3
5 * * * * close-day ?fill=2h&jobKey=close-day&max=3
`;
