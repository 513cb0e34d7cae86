import { pollPayments } from "@/lib/payments/poll-payments";
import { submitWaiting } from "@/lib/payments/submit-waiting";
import { handleHeard, handleWaitingTransitions } from "./handle-payment-transition";

/**
 * Does for payments what a lost webhook or a dead worker has left undone: hands over what is still ours, asks the bank about
 * what is open, and acts on what is known, also while the bank does not answer. The queue gives a dead worker's jobs to
 * another one only after hours.
 */
export async function healPayments(): Promise<void> {
  await submitWaiting();
  try {
    await pollPayments({ heard: handleHeard });
  } finally {
    await handleWaitingTransitions();
  }
}
