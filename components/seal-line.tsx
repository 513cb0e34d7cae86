import { lastBlock } from "@/lib/ledger/seal-blocks";

const DIGITS = 16;

/**
 * The last seal of the ledger, for the foot of what is printed: whoever keeps the sheet can tell later whether anything
 * that was booked until then has been altered.
 */
export async function SealLine() {
  const head = await lastBlock();
  if (!head) return null;
  return (
    <p className="mt-8 border-t pt-3 text-sm wrap-anywhere text-muted">
      Books sealed as{" "}
      <code className="figures">
        {head.block}:{head.hash.slice(0, DIGITS)}
      </code>
    </p>
  );
}
