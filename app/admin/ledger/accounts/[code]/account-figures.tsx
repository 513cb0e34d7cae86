import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Stat, StatRow } from "@/components/ui/stat";
import type { AccountBalance } from "@/lib/ledger/queries";
import { d } from "@/lib/money/money";
import { count } from "@/app/_parts/words";

/** Posted, pending and available balances, and the reasons for the differences. */
export function AccountFigures({
  account,
  asOf,
  latest,
}: {
  account: AccountBalance;
  asOf: string | undefined;
  /** The current version, when the figures are those of an earlier one. */
  latest: string | undefined;
}) {
  const { posted, pending, available, pendingIn, pendingOut, version, minAvailable, shortfall } = account;
  return (
    <StatRow className="mb-8">
      <Stat label="Posted" value={<Money amount={posted} sign />}>
        {asOf ? (
          <>
            At the end of <DateText on={asOf} short />
          </>
        ) : latest === undefined ? (
          "Final, current"
        ) : (
          `Final, as known at version ${version}`
        )}
      </Stat>
      <Stat label="Pending" value={<Money amount={pending} sign />}>
        Reserved: <Money amount={pendingIn} /> in, <Money amount={pendingOut} /> out
      </Stat>
      <Stat label="Available" value={<Money amount={available} sign />}>
        {minAvailable === null ? (
          "No floor"
        ) : (
          <>
            Floor <Money amount={minAvailable} />
            {!d(shortfall).isZero() && (
              <>
                ,{" "}
                <strong className="text-failed">
                  short by <Money amount={shortfall} />
                </strong>
              </>
            )}
          </>
        )}
      </Stat>
      <Stat label="Version" value={version}>
        {latest === undefined
          ? count(Number(version), "entry", "entries")
          : `of ${count(Number(latest), "entry", "entries")}`}
      </Stat>
    </StatRow>
  );
}
