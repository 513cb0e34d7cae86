// A borrower who pays again and again through the web servers, and does not give a payment up: the same form is sent until it is
// answered, however often the database changes its primary.
import { setTimeout as wait } from "node:timers/promises";
import { formOf, VirtualUser } from "../../bench/virtual-user";

const PAUSE_MS = 400;
const BUSY = /busy and could not finish|could not be reached|unexpected|too many/i;

export type Journal = {
  /** Keys of requests that were acknowledged, each with what came of it. */
  acknowledged: Map<string, string>;
  /** Keys that were sent at least once. */
  sent: Set<string>;
  /** Keys that a rule refused: nothing may be stored for them. */
  refused: Set<string>;
  /** What went wrong on the way, by its words. */
  troubles: Map<string, number>;
};

export function newJournal(): Journal {
  return { acknowledged: new Map(), sent: new Set(), refused: new Set(), troubles: new Map() };
}

export class Payer extends VirtualUser {
  async payUntil(isOver: () => boolean, journal: Journal, pauseMs: number): Promise<void> {
    while (!isOver()) {
      await this.payOnce(isOver, journal);
      await wait(pauseMs * (0.5 + Math.random()));
    }
  }

  private async payOnce(isOver: () => boolean, journal: Journal): Promise<void> {
    const path = `/borrower/loans/${this.loan.id}/repay`;
    const found = await this.again(isOver, journal, async () => {
      const form = formOf(await this.page("quote", path), "Choose a payment");
      const { externalAccountId } = this.loan;
      const review = await this.send("quote", path, {
        ...form,
        kind: "OTHER",
        amount: "10.00",
        externalAccountId,
      });
      return { review, confirm: formOf(await this.page("quote", review), "Confirm the payment") };
    });
    if (found === null) return;
    const { review, confirm } = found;
    const key = confirm.idempotencyKey!;
    journal.sent.add(key);
    // Asked for until it is answered, also after the end: a payment whose outcome nobody knows is no outcome.
    const answer = await this.again(
      () => journal.refused.has(key),
      journal,
      () => this.send("pay", review, confirm),
      (sentence) => {
        if (/answered 200: /.test(sentence) && !BUSY.test(sentence)) journal.refused.add(key);
      },
    );
    if (answer !== null) journal.acknowledged.set(key, answer);
  }

  private async again<T>(
    isOver: () => boolean,
    journal: Journal,
    work: () => Promise<T>,
    onTrouble: (sentence: string) => void = () => {},
  ): Promise<T | null> {
    while (!isOver()) {
      try {
        return await work();
      } catch (error) {
        const sentence = error instanceof Error ? error.message : String(error);
        note(journal, sentence);
        onTrouble(sentence);
        await wait(PAUSE_MS);
      }
    }
    return null;
  }
}

export function note(journal: Journal, sentence: string): void {
  const words = sentence.replaceAll(/\/\S+|[0-9a-z]{20,}|\b\d{4,}\b|\$[\d,.]+/g, "…").slice(0, 160);
  journal.troubles.set(words, (journal.troubles.get(words) ?? 0) + 1);
}
