// A customer who has one of each thing that has an owner, for tests that reach for what is another person's.
import { db } from "@/lib/db";
import { open } from "@/test/support/investing";
import { acceptedLoan, activeLoan, applyAndDecide } from "@/test/support/lending";
import { newBankAccount } from "@/test/story";
import { repay } from "@/lib/lending/repayment/repay";
import { saveDraft } from "@/lib/lending/application/save-draft";
import { openThread } from "@/lib/messages/open-thread";
import { notify } from "@/lib/notifications/notify";
import { optionalActor } from "@/lib/session";
import { newPerson } from "@/test/people";
import { browseAs } from "@/test/request-context";
import type { Belongings } from "@/test/action-gates";

/** A person with both roles and one of each thing that has an owner. */
export async function someoneWithEverything(
  today: string,
): Promise<{ userId: string; belongings: Belongings }> {
  const { userId } = await newPerson("BORROWER", "INVESTOR");
  await browseAs(userId);
  const { sessionId: session, borrowerId, investorId } = (await optionalActor())!;
  const account = await newBankAccount(userId);
  const borrower = { userId, borrowerId: borrowerId!, externalAccountId: account };
  const { loanId } = await activeLoan(borrower, today);
  const { paymentOrderId: payment } = await repay({
    borrowerId: borrowerId!,
    loanId,
    kind: "OTHER",
    amount: "10.00",
    idempotencyKey: `gates:${loanId}`,
  });
  const awaitingLoan = await acceptedLoan(borrower);
  const application = await applyAndDecide(borrower);
  const offer = await db.offer.findFirstOrThrow({ where: { applicationId: application } });
  const { applicationId: draft } = await saveDraft({
    borrowerId: borrowerId!,
    amount: "900.00",
    purpose: "other",
    employment: "employed",
    employedYears: 3,
    monthlyIncome: "5000.00",
    monthlyHousing: "1200.00",
    taxIdLast4: "0690",
    hasConsented: true,
  });
  const investor = { userId, investorId: investorId!, externalAccountId: account };
  const { investmentId } = await open(investor, { rail: "WIRE" });
  const note = await notify(db, {
    userId,
    kind: "autopay-on",
    title: "A note",
    body: "About something.",
    datedOn: today,
  });
  const writeEvent = await heldEvent(borrowerId!, loanId, today);
  const { threadId: message } = await openThread({
    ...{ userId, name: "Pat Doe", email: "pat@example.com" },
    ...{ topic: "other", subject: "A question", body: "How does this work?" },
  });
  const belongings = {
    message,
    writeEvent,
    session,
    account,
    note: note.id,
    draft,
    application,
    offer: offer.id,
  };
  const withdrawal = await queuedWithdrawal(investmentId, today);
  return {
    userId,
    belongings: {
      ...belongings,
      awaitingLoan,
      activeLoan: loanId,
      payment,
      investment: investmentId,
      withdrawal,
    },
  };
}

/** As if the deposit had cleared before it was asked for. */
async function queuedWithdrawal(investmentId: string, today: string) {
  const { id } = await db.withdrawalRequest.create({
    data: {
      ...{ id: `wdr_${investmentId}`, investmentId, principal: "100.00", openPrincipal: "100.00" },
      ...{ requestedOn: new Date(today), documentId: "doc_gates", idempotencyKey: `gates:${investmentId}` },
    },
  });
  return id;
}

/** An entry for the books that waits for a person. */
async function heldEvent(borrowerId: string, loanId: string, today: string) {
  const { id } = await db.writeEvent.create({
    data: {
      sourceKey: `gates:${loanId}`,
      borrowerId,
      loanId,
      seq: 99,
      reference: `gates-${loanId}`,
      kind: "REPAYMENT",
      occurredOn: new Date(today),
      cash: "50.00",
      charge: "10.00",
      principalAfter: "100.00",
      ledgerTransactionId: 1n,
      state: "HELD",
      heldCode: "mapping",
      heldWords: "The account is archived.",
    },
  });
  return id.toString();
}
