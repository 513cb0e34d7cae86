import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { toMoney } from "@/lib/money/money";
import { fetchOwnAccount } from "./provider";

/** What an investor types into their bank's form to send us a wire. */
export type WireInstructions = {
  beneficiary: string;
  bankName: string;
  routingNumber: string;
  accountNumber: string;
  amount: string;
  reference: string; // without it the wire cannot be matched
};

let ownAccount: ReturnType<typeof fetchOwnAccount> | undefined;

/**
 * The instructions for a payment that we wait for.
 *
 * @throws DomainError not-found when it is not a wire that this user was asked to send; unavailable when the bank cannot be
 *   asked for our account just now
 */
export async function getWireInstructions(
  paymentOrderId: string,
  ownerUserId: string,
): Promise<WireInstructions> {
  const order = await db.paymentOrder.findFirst({
    where: { id: paymentOrderId, userId: ownerUserId, direction: "INCOMING" },
  });
  if (!order) throw new DomainError("not-found", "Payment not found.");
  return { ...(await askOnce()), amount: toMoney(order.amount.toString()), reference: order.reference };
}

/** Our account does not change while a process runs; a question that failed is asked again. */
async function askOnce() {
  ownAccount ??= fetchOwnAccount();
  try {
    return await ownAccount;
  } catch {
    ownAccount = undefined;
    throw new DomainError("unavailable", "Our bank is not responding. Try again in a minute.");
  }
}
