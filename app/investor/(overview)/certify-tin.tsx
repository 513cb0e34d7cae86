import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { payeeOf } from "@/lib/investing/taxes/payees";

/** Asks for the taxpayer identification number before a payout from which tax would be withheld. */
export async function CertifyTin({ userId }: { userId: string }) {
  const { status } = await payeeOf(userId);
  if (status === "certified") return null;
  return (
    <Alert
      tone="pending"
      title="Certify your taxpayer identification number"
      actions={
        <LinkButton href="/investor/tax" variant="secondary" size="sm">
          Enter it
        </LinkButton>
      }
    >
      Without it, we must withhold 24% of your interest and send it to the IRS.
    </Alert>
  );
}
