import { Alert } from "@/components/ui/alert";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { creditView } from "@/lib/lending/refunds/queries";
import { isSome } from "../../_parts/pending-words";

/** What we owe the borrower, and how it goes back; nothing for most loans. */
export async function Credit({ loanId }: { loanId: string }) {
  const credit = await creditView(loanId);
  if (!credit) return null;
  const { balance, refundOn, refunds } = credit;
  const pending = refunds.find(({ status }) => status === "PENDING");
  const sent = refunds.find(({ status }) => status === "POSTED");
  if (isSome(balance))
    return (
      <Alert
        tone="info"
        title={
          <>
            We owe you <Money amount={balance} sign />
          </>
        }
      >
        We send it to your bank account on <DateText on={refundOn} /> or sooner. You do not need to ask for
        it.
      </Alert>
    );
  if (pending)
    return (
      <Alert
        tone="pending"
        title={
          <>
            Your refund of <Money amount={pending.amount} sign /> is on its way
          </>
        }
      >
        We started it on <DateText on={pending.startedOn} />.
      </Alert>
    );
  if (!sent) return null;
  return (
    <Alert
      tone="posted"
      title={
        <>
          We refunded <Money amount={sent.amount} sign />
        </>
      }
    >
      We started the refund on <DateText on={sent.startedOn} />, and it has arrived.
    </Alert>
  );
}
