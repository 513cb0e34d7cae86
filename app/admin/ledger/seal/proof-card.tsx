import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyValueList } from "@/components/ui/key-value-list";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import type { ProofSummary } from "@/lib/pool/proof/queries";
import { Code } from "../../_parts/references";
import { PROOFS } from "./proofs/list";

/** The newest proof of all customers' balances, as they verify it. */
export function ProofCard({ proof }: { proof: ProofSummary | null }) {
  return (
    <Card aria-labelledby="proof">
      <CardHeader
        id="proof"
        title="Proof of balances"
        description="The root of a tree over all investors' claims and borrowers' debts at a sealed block. Customers verify their part of it."
        actions={proof && <CopyButton text={proof.fingerprint} label="Copy fingerprint" />}
      />
      {proof ? (
        <CardBody>
          <KeyValueList
            items={[
              { label: "Business date", value: <DateText on={proof.businessDate} /> },
              { label: "Block", value: proof.block },
              { label: "Customers", value: proof.customers.toLocaleString("en-US") },
              { label: "Owed to customers", value: <Money amount={proof.claims} /> },
              { label: "Cash", value: <Money amount={proof.cash} /> },
              { label: "Owed by customers", value: <Money amount={proof.debts} /> },
              { label: "Assets less claims", value: <Money amount={proof.surplus} />, emphasis: true },
              { label: "Root", value: <Code>{proof.root}</Code> },
              { label: "Fingerprint", value: <Code>{proof.fingerprint}</Code> },
            ]}
          />
        </CardBody>
      ) : (
        <EmptyState title="No proof yet">The worker makes one every night.</EmptyState>
      )}
      {proof && (
        <CardFooter>
          <Link className="link" href={PROOFS.path}>
            All proofs
          </Link>
        </CardFooter>
      )}
    </Card>
  );
}
