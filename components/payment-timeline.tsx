"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { Timeline } from "@/components/ui/timeline";
import type { PaymentTimeline as Payment } from "@/lib/payments/queries";
import { useKeepPageInStep } from "./keep-page-in-step";
import { isMoving, nextStep, stepDetail, stepTitle, stepTone } from "./payment-words";
import { QueryProvider } from "./query-provider";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const PATIENCE = 3; // failed questions in a row before we say so

/** The query of one payment order, for whoever shows or invalidates it. */
function paymentOrderQuery(id: string) {
  return queryOptions({
    queryKey: ["payment-order", id],
    queryFn: async (): Promise<Payment> => {
      const response = await fetch(`/api/payment-orders/${encodeURIComponent(id)}`, { cache: "no-store" });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      return response.json();
    },
  });
}

/**
 * What has happened to a payment and what comes next. Asks the server for news while there can be some, says aloud when
 * there is, and then has the rest of the page (balances, schedule) rendered again.
 */
export function PaymentTimeline(props: { initial: Payment; label?: string }) {
  return (
    <QueryProvider>
      <FollowedTimeline {...props} />
    </QueryProvider>
  );
}

function FollowedTimeline({ initial, label = "Payment" }: { initial: Payment; label?: string }) {
  const query = useQuery({
    ...paymentOrderQuery(initial.id),
    initialData: initial,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? pause(state.data) : false),
  });
  const payment = query.data;
  const last = payment.steps.at(-1);
  useKeepPageInStep(stateOf(payment) !== stateOf(initial));
  const next = nextStep(payment);
  return (
    <div className="grid grid-cols-1 gap-4">
      {query.failureCount >= PATIENCE && last && (
        <CannotTell lastKnown={stepTitle(last)} retry={() => void query.refetch()} />
      )}
      <Timeline
        label={label}
        events={payment.steps.map((step) => ({
          title: stepTitle(step, step === last),
          tone: stepTone(step, step === last),
          when: <DateText on={step.businessDate} />,
          detail: stepDetail(payment, step),
        }))}
        {...(next && {
          next: {
            title: next.title,
            when: next.on && (
              <>
                expected <DateText on={next.on} />
              </>
            ),
          },
        })}
      />
      {payment.availableOn && (
        <p className="text-sm text-muted">
          Available on <DateText on={payment.availableOn} />. Until then the bank can still return this
          payment.
        </p>
      )}
      <p role="status" className="sr-only">
        {last && `${label}: ${stepTitle(last)}`}
      </p>
    </div>
  );
}

/** Often right after a change, seldom when the bank takes its day. */
function pause({ steps, direction }: Payment) {
  if (direction === "INCOMING") return 5 * SECOND; // a wire arrives when its sender likes, and the page shows what to send
  const ageMs = Date.now() - Date.parse(steps.at(-1)?.at ?? "");
  if (ageMs < 30 * SECOND) return 2 * SECOND;
  return ageMs < 5 * MINUTE ? 5 * SECOND : 30 * SECOND;
}

function stateOf({ status, steps }: Payment) {
  return `${status} ${steps.length} ${steps.filter(({ isActedOn }) => isActedOn).length}`;
}

function CannotTell({ lastKnown, retry }: { lastKnown: string; retry: () => void }) {
  return (
    <Alert
      tone="pending"
      role="status"
      title="We can't check the payment right now"
      actions={
        <Button variant="secondary" size="sm" onClick={retry}>
          Try again
        </Button>
      }
    >
      Last known: {lastKnown}. The payment continues even if you leave this page.
    </Alert>
  );
}
