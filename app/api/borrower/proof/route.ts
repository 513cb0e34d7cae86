import { proofFile } from "@/app/_portal/proof-file";
import { requireActorForApi } from "@/lib/session";

/** The caller's own part of the latest proof of balances. */
export async function GET() {
  const borrower = await requireActorForApi("BORROWER");
  if (borrower instanceof Response) return borrower;
  return proofFile({ kind: "borrower", id: borrower.borrowerId });
}
