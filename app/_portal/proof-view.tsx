import { Alert } from "@/components/ui/alert";
import { buttonStyle } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { latestProof, proofList, type ProofSummary } from "@/lib/pool/proof/queries";
import { ProofChecker } from "./proof-checker";

const SHOWN = 7;

/** That a customer's balances are counted, for them to verify; the page that shows it has checked who is signed in. */
export async function ProofView({ portal }: { portal: "investor" | "borrower" }) {
  const [proof, recent] = await Promise.all([latestProof(), proofList.page({ pageSize: SHOWN })]);
  const file = `/api/${portal}/proof`;
  return (
    <>
      <PageHeader
        title="Proof of balances"
        description="Verify that your balances are counted in our books, without taking our word for it."
        actions={
          proof && (
            <a href={file} download className={buttonStyle({ variant: "secondary" })}>
              Download your proof
            </a>
          )
        }
      />
      <div className="grid grid-cols-1 gap-8">
        {proof ? <Latest proof={proof} file={file} /> : <None />}
        <Explanation />
        {recent.total > 0 && <Fingerprints proofs={recent.rows} />}
      </div>
    </>
  );
}

function None() {
  return (
    <Card>
      <EmptyState title="No proof yet">
        A proof is made every night. Come back after the first night with an entry in your account.
      </EmptyState>
    </Card>
  );
}

function Latest({ proof, file }: { proof: ProofSummary; file: string }) {
  const isCovered = !proof.surplus.startsWith("-");
  return (
    <Card aria-labelledby="latest">
      <CardHeader
        id="latest"
        title="Latest proof"
        description={
          <>
            As of <DateText on={proof.businessDate} />, {proof.customers.toLocaleString("en-US")} customers.
            Amounts in US dollars.
          </>
        }
      />
      <CardBody className="grid grid-cols-1 gap-6">
        {!isCovered && (
          <Alert tone="failed" title="Claims exceed assets">
            On this date our books showed less cash and loans than customers were owed.
          </Alert>
        )}
        <KeyValueList
          items={[
            { label: "Owed to customers", value: <Money amount={proof.claims} /> },
            { label: "Cash", value: <Money amount={proof.cash} /> },
            { label: "Owed by borrowers", value: <Money amount={proof.debts} /> },
            {
              label: "Cash and loans, less what is owed",
              value: <Money amount={proof.surplus} />,
              emphasis: true,
            },
          ]}
        />
        <ProofChecker file={file} fingerprint={proof.fingerprint} />
      </CardBody>
    </Card>
  );
}

function Explanation() {
  return (
    <Card aria-labelledby="how">
      <CardHeader id="how" title="How it works" />
      <CardBody className="grid max-w-prose gap-3">
        <p>
          Every night we add up what each customer is owed and owes, two customers at a time, then two pairs,
          and so on, until one total is left. Each step has a fingerprint: a number that changes when anything
          below it changes.
        </p>
        <p>
          Your file has your own entries and the fingerprints and sums beside your path to the total. With
          them, anyone can recompute the total&apos;s fingerprint. If we had left you out, or counted you for
          less, it would differ from the one published here.
        </p>
        <p>
          The file names nobody else. Amounts are split at random and in random order, so the sums beside your
          path show no other customer&apos;s balance.
        </p>
        <p>
          It does not prove that the cash is in the bank, that borrowers will repay, or that nothing is owed
          to somebody outside these books. Compare your fingerprint with another customer&apos;s: everybody
          must see the same one.
        </p>
        <p>
          To verify without this page, save{" "}
          <a className="link" href="/verify-proof.mjs" download>
            verify-proof.mjs
          </a>{" "}
          and run <code className="figures">node verify-proof.mjs FILE FINGERPRINT</code>. It is short enough
          to read first.
        </p>
      </CardBody>
    </Card>
  );
}

function Fingerprints({ proofs }: { proofs: ProofSummary[] }) {
  return (
    <Card aria-labelledby="fingerprints">
      <CardHeader
        id="fingerprints"
        title="Published fingerprints"
        description="One for everybody. Keep a copy, so that you would notice if we changed one later."
      />
      <CardBody>
        <ul className="divide-y">
          {proofs.map(({ n, businessDate, fingerprint }) => (
            <li key={n} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2">
              <DateText on={businessDate} />
              <span className="flex min-w-0 flex-wrap items-center gap-2">
                <code className="min-w-0 figures wrap-anywhere">{fingerprint}</code>
                <CopyButton text={fingerprint} label={`Copy fingerprint of ${businessDate}`} />
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
