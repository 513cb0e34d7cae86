import { ActionForm } from "@/components/action-form";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import {
  exitQueue,
  listExits,
  type ExitPayment,
  type ExitQueue,
  type ExitRequest,
} from "@/lib/investing/exits/queries";
import type { InvestmentPage } from "@/lib/investing/queries";
import { cancelWithdrawalAction } from "./actions";

/** Leaving before maturity: what was asked for, its place in the queue, and what was paid. */
export async function EarlyWithdrawal({ investment }: { investment: InvestmentPage }) {
  const { id, status } = investment;
  const requests = await listExits(id);
  if (status !== "ACTIVE" && requests.length === 0) return null;
  const isQueued = status === "ACTIVE" && requests.some(({ state }) => state === "QUEUED");
  const queue = isQueued ? await exitQueue() : null;
  return (
    <Card aria-labelledby="early-withdrawal">
      <CardHeader
        id="early-withdrawal"
        title="Early withdrawal"
        description="All or a part of the principal before maturity, for a penalty of some of the interest."
      />
      <CardBody className="grid grid-cols-1 gap-6">
        {requests.map((request) => (
          <Request key={request.id} request={request} queue={queue} />
        ))}
        {status === "ACTIVE" && (
          <div>
            <LinkButton href={`/investor/investments/${id}/withdraw`} variant="secondary">
              {requests.length === 0 ? "Withdraw early" : "Withdraw more"}
            </LinkButton>
          </div>
        )}
      </CardBody>
    </Card>
  );
}

const STATES: Readonly<Record<ExitRequest["state"], readonly [Tone, string]>> = {
  QUEUED: ["pending", "In the queue"],
  SERVED: ["posted", "Served"],
  CANCELED: ["voided", "Ended"],
};

function Request({ request, queue }: { request: ExitRequest; queue: ExitQueue | null }) {
  const [tone, words] = STATES[request.state];
  return (
    <section className="grid grid-cols-1 gap-3" aria-label={`Request ${request.number}`}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="font-medium">
          <Money amount={request.principal} sign />, requested on <DateText on={request.requestedOn} short />
        </span>
        <StatusBadge tone={tone}>{words}</StatusBadge>
      </p>
      {request.payments.map((payment) => (
        <Paid key={payment.servedOn} payment={payment} />
      ))}
      {request.cancelReason && <p className="text-muted">{request.cancelReason}</p>}
      {request.state === "QUEUED" && queue && <Place request={request} queue={queue} />}
      <p>
        <Link className="link" href={`/investor/documents/${request.documentId}`}>
          Read your request
        </Link>
      </p>
    </section>
  );
}

const PAYMENTS: Readonly<Record<ExitPayment["state"], string>> = {
  PAYING: "on its way",
  PAID: "paid",
  UNPAID: "waits for another bank account",
  CANCELED: "not paid: the deposit was returned",
};

function Paid({ payment }: { payment: ExitPayment }) {
  return (
    <KeyValueList
      items={[
        {
          label: (
            <>
              Principal, on <DateText on={payment.servedOn} short />
            </>
          ),
          value: <Money amount={payment.principal} />,
        },
        { label: "Interest earned on it", value: <Money amount={payment.earned} /> },
        { label: "Penalty", value: <Money amount={payment.penalty} /> },
        {
          label: `Amount, ${PAYMENTS[payment.state]}`,
          value: <Money amount={payment.paid} />,
          emphasis: true,
        },
      ]}
    />
  );
}

function Place({ request, queue }: { request: ExitRequest; queue: ExitQueue }) {
  const mine = queue.requests.find(({ id }) => id === request.id);
  if (!mine) return null;
  return (
    <>
      <KeyValueList
        items={[
          { label: "Would be paid for the rest today", value: <Money amount={mine.amount} /> },
          {
            label: "Place in the queue",
            value:
              queue.mode === "pro-rata"
                ? "All requests share each day's amount"
                : `${mine.place}: requests of one day share a place`,
          },
          { label: "Ahead of you", value: <Money amount={mine.ahead} /> },
          { label: "Expected", value: <Expected {...mine} /> },
          {
            label: (
              <>
                Share on <DateText on={queue.servedOn} short /> with today&apos;s cash
              </>
            ),
            value: <Money amount={mine.next} />,
          },
        ]}
      />
      <ActionForm action={cancelWithdrawalAction} aria-label="Cancel early withdrawal">
        <input type="hidden" name="requestId" value={request.id} />
        <div>
          <ConfirmDialog
            trigger="Cancel request"
            title="Cancel this request?"
            confirmLabel="Cancel request"
            cancelLabel="Keep request"
            pendingLabel="Canceling…"
            variant="danger"
            size="sm"
          >
            <Money amount={request.open} sign /> stays invested and goes on earning interest. What was paid
            already stays paid.
          </ConfirmDialog>
        </div>
      </ActionForm>
    </>
  );
}

function Expected({ earliest, latest }: { earliest: string | null; latest: string | null }) {
  if (earliest === null) return "Not within three years";
  if (latest === null)
    return (
      <>
        <DateText on={earliest} short /> or later
      </>
    );
  if (earliest === latest) return <DateText on={earliest} short />;
  return (
    <>
      <DateText on={earliest} short /> to <DateText on={latest} short />
    </>
  );
}
