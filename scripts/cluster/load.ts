// The load of the cluster test: people who pay through the web servers, investors whose deposits are opened by the verb behind
// PgBouncer, and business days that the workers run, with their interest, collections, maturities and settlements at the bank.
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { hashPassword } from "@/lib/identity/password";
import { fillBook, peopleOf, writeBankMemory, type Size } from "../../bench/day-book";
import { signIn } from "../../bench/sign-in";
import { PASSWORD } from "../../prisma/seed/people";
import type { DatabaseCluster } from "./database-cluster";
import { newJournal, note, Payer, type Journal } from "./payer";

const SIZE: Size = { loans: 80, collections: 40, deposits: 20, disbursements: 5, payouts: 5, people: 8 };
const DEPOSITORS = 2;
const PAY_EVERY_MS = 1500;

/**
 * A book with loans, investments and people who can sign in.
 *
 * @param bankFile where the stand-in bank keeps what it knows, before it is started
 */
export async function fill(client: pg.Client, bankFile: string): Promise<void> {
  writeBankMemory(bankFile, SIZE);
  await fillBook(client, SIZE);
  const [first, last] = peopleOf(SIZE);
  await client.query(
    `UPDATE users SET password_hash = $1 WHERE id IN (SELECT 'usr_b' || g FROM generate_series($2::int, $3::int) g)`,
    [await hashPassword(PASSWORD), first, last],
  );
  await client.query("UPDATE loan_standings SET good_through = as_of - 1"); // to be computed: the book has only part of them
  await client.query(
    "INSERT INTO user_roles (user_id, role) SELECT 'usr_b' || g, 'BORROWER' FROM generate_series($1::int, $2::int) g",
    [first, last],
  );
}

export class Load {
  readonly payments: Journal = newJournal();
  readonly deposits: Journal = newJournal();
  moves = 0;
  private isOver = false;
  private running: Promise<unknown> | null = null;
  private readonly cluster: DatabaseCluster;

  constructor(cluster: DatabaseCluster) {
    this.cluster = cluster;
  }

  async start(): Promise<void> {
    const port = this.cluster.peoplePort;
    const place = { host: `localhost:${port}`, ports: [port] };
    const [first, last] = peopleOf(SIZE);
    const payers: Payer[] = [];
    for (let g = first; g <= last; g++) {
      const cookie = await signIn(`http://${place.host}`, `usr_b${g}@example.com`, PASSWORD);
      payers.push(new Payer(place, cookie, { id: `loan_${g}`, externalAccountId: `eac_b${g}` }));
    }
    const { newInvestor, open } = await import("@/test/support/investing");
    const { seal } = await import("@/lib/payments/sealing");
    const { db } = await import("@/lib/db");
    const investors = await Promise.all(
      Array.from({ length: DEPOSITORS }, async (_, n) => {
        const investor = await newInvestor(`Depositor ${n}`);
        const { externalAccountId: id } = investor;
        const accountNumberSealed = seal(`12345678${n}`, id);
        await db.externalAccount.update({ where: { id }, data: { accountNumberSealed } });
        return investor;
      }),
    );
    this.running = Promise.all([
      ...payers.map((payer) => payer.payUntil(() => this.isOver, this.payments, PAY_EVERY_MS)),
      ...investors.map(async (investor, n) => {
        for (let round = 0; !this.isOver; round++) {
          await this.deposit(`cluster-${n}-${round}`, (idempotencyKey) =>
            open(investor, { idempotencyKey, amount: "1000.00" }),
          );
          await wait(2 * PAY_EVERY_MS * (0.5 + Math.random()));
        }
      }),
    ]);
  }

  /** Stops asking; what was sent is asked for until it is answered. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  /** Asks the workers to run the next business day, unless they still run one. */
  async moveDate(days: number): Promise<void> {
    const { requestDateMove } = await import("@/lib/jobs/request-date-move");
    const { businessDate } = await import("@/lib/clock");
    const { addDays } = await import("@/lib/calendar/dates");
    try {
      await requestDateMove({ userId: null, toDate: addDays(await businessDate(), days) });
      this.moves++;
    } catch (error) {
      note(this.deposits, `move: ${error instanceof Error ? error.message : error}`);
    }
  }

  private async deposit(
    key: string,
    ask: (key: string) => Promise<{ paymentOrderId: string }>,
  ): Promise<void> {
    this.deposits.sent.add(key);
    for (;;) {
      try {
        const { paymentOrderId } = await ask(key);
        return void this.deposits.acknowledged.set(key, paymentOrderId);
      } catch (error) {
        const { isTransient } = await import("@/lib/transient-errors");
        const { DomainError } = await import("@/lib/errors");
        note(
          this.deposits,
          `${isTransient(error) ? "" : "NOT TRANSIENT "}${error instanceof Error ? error.message.trim().split("\n").at(-1) : error}`,
        );
        if (error instanceof DomainError) return void this.deposits.refused.add(key);
        await wait(PAY_EVERY_MS / 4);
      }
    }
  }
}
