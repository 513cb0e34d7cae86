import { proofFile } from "@/app/_portal/proof-file";
import { requireActorForApi } from "@/lib/session";

/** The caller's own part of the latest proof of balances. */
export async function GET() {
  const investor = await requireActorForApi("INVESTOR");
  if (investor instanceof Response) return investor;
  return proofFile({ kind: "investor", id: investor.investorId });
}
