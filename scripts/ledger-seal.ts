import { countUnsealed, sealHead, sealLedger } from "@/lib/ledger/seal";
import { explainRestore, startChain } from "@/lib/ledger/seal-chains";
import { verifySeal } from "@/lib/ledger/verify-seal";
import { LedgerError } from "@/lib/ledger/ledger-error";
import type { Write } from "./ledger-output";

/** On one line, so that it can be appended to a file or a mail; HEAD of `verify` is its first word. */
export async function printSealHead(write: Write): Promise<number> {
  const head = await sealHead();
  if (!head) {
    write("Nothing is sealed yet.\n");
    return 0;
  }
  const { block, hash, sealedAt, transactions } = head;
  write(`${block}:${hash}  ${sealedAt}  ${counted(transactions)} sealed, ${await countUnsealed()} waiting\n`);
  return 0;
}

export async function sealNow(newChain: { reason: string } | null, write: Write): Promise<number> {
  if (newChain) {
    try {
      await startChain(newChain.reason);
    } catch (error) {
      if (!(error instanceof LedgerError) || error.reason !== "chain-continues") throw error;
      write(`${error.message}\n`);
      return 1;
    }
    write("A new chain was started, linked to the old head.\n");
  }
  const restored = await explainRestore();
  if (restored) {
    write(`${restored}\n`);
    return 1;
  }
  const sealed = await sealLedger();
  write(sealed === 0 ? "Nothing new to seal.\n" : `${counted(sealed)} sealed.\n`);
  return printSealHead(write);
}

export async function printVerdict(
  { since, head: anchor }: { since?: string | undefined; head?: { block: string; hash: string } | undefined },
  write: Write,
): Promise<number> {
  const { blocks, transactions, head, faults, isRestored } = await verifySeal({
    ...(since && { since }),
    ...(anchor && { anchor }),
  });
  for (const fault of faults) write(`ALTERED  ${fault}\n`);
  const read = `${blocks} ${blocks === 1 ? "block" : "blocks"} with ${counted(transactions)} read again.`;
  write(faults.length === 0 ? `Nothing was altered: ${read}\n` : `${read}\n`);
  if (isRestored) write(`${await explainRestore()}\n`);
  if (head) write(`Head: ${head.block}:${head.hash}\n`);
  return faults.length === 0 ? 0 : 1;
}

function counted(transactions: number): string {
  return `${transactions} ${transactions === 1 ? "transaction or refusal" : "transactions and refusals"}`;
}
