// What everybody in a simulation does alike: register, name bank accounts, click twice, and try again when a page fails.
import { addDays, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { agreeToSign } from "@/prisma/seed/agree-to-sign";
import { registerUser } from "@/lib/identity/register-user";
import { addExternalAccount } from "@/lib/payments/external-accounts";
import type { Agenda } from "./agenda";
import { isBroughtAbout } from "./faults";
import type { Mortality } from "./mortality";
import type { Dice } from "./random";

/** What the numbers of the sandbox bank's accounts bring about: see sandbox/bank/settlement.ts. */
export type AccountKind =
  | "good"
  | "no funds" // R01, sent back instead of completing
  | "not yet available" // R09, sent back instead of completing
  | "taken back" // R01 two bank days after it was completed
  | "not authorized" // R10 two bank days after it was completed: the account is out of use from then on
  | "unknown account" // R03, sent back instead of completing: out of use as well
  | "closed later" // R02 two bank days after it was completed
  | "broken"; // the receiving bank cannot process it

export const NUMBERS: Record<Exclude<AccountKind, "good">, string> = {
  "no funds": "10001",
  "not yet available": "10009",
  "taken back": "20001",
  "not authorized": "20010",
  "unknown account": "10003",
  "closed later": "20002",
  broken: "111111111",
};
const ROUTING_NUMBER = "021000021";

/** What the people of a simulation live in. */
export type Surroundings = {
  dice: Dice;
  agenda: Agenda;
  mortality: Mortality;
  today: () => IsoDate;
  isRough: () => boolean;
  refused: (what: string, reason: string) => void;
};

const KILLED = 0.01;
const LONGEST_LIFE = 40; // statements
const MOST_TRIES = 5;

/**
 * Does something on a page. When the process dies in the meantime it is done again, exactly as before; when the bank is out of
 * order, on the next day; and where the product says no, that is the end of it.
 */
export async function attempt(
  around: Surroundings,
  what: string,
  act: () => Promise<unknown>,
): Promise<void> {
  const { dice, mortality, agenda, today } = around;
  for (let tries = 1; ; tries += 1) {
    mortality.activity = what;
    if (around.isRough() && dice.chance(KILLED)) mortality.dieAfter(dice.int(1, LONGEST_LIFE));
    try {
      await act();
      if (!mortality.isDead) return;
    } catch (error) {
      if (!mortality.isDead && error instanceof DomainError && error.code === "unavailable") {
        return agenda.on(addDays(today(), 1), what, act);
      }
      if (!mortality.isDead && error instanceof DomainError) return around.refused(what, error.message);
      if (!isBroughtAbout(error) || tries >= MOST_TRIES) throw error;
    } finally {
      mortality.startAgain();
    }
  }
}

const CLICKED_TWICE = 0.03;

/** Clicks, now and then twice at once: both clicks must come to the same. */
export async function click<T>({ dice }: Surroundings, act: () => Promise<T>): Promise<T> {
  if (!dice.chance(CLICKED_TWICE)) return act();
  const [first, second] = await Promise.allSettled([act(), act()]);
  if (first.status === "rejected") throw first.reason;
  if (second.status === "rejected") throw second.reason;
  if (JSON.stringify(first.value) !== JSON.stringify(second.value)) {
    throw new Error(`Two clicks on one form came to ${JSON.stringify([first.value, second.value])}.`);
  }
  return first.value;
}

/** A new person who agrees to sign electronically; one who is registered already, because the answer was lost, signs in. */
export async function register(name: string, role: "BORROWER" | "INVESTOR") {
  const person = await registerOrSignIn(name, role);
  await agreeToSign({ userId: person.userId });
  return person;
}

async function registerOrSignIn(name: string, role: "BORROWER" | "INVESTOR") {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  const borrower = role === "BORROWER" ? { borrower: { kind: "PERSON" as const } } : {};
  try {
    return await registerUser({ name, email, password: "a long password", roles: [role], ...borrower });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "already-exists") throw error;
    const known = await db.user.findUniqueOrThrow({
      where: { email },
      include: { borrower: true, investor: true },
    });
    return {
      userId: known.id,
      borrowerId: known.borrower?.id ?? null,
      investorId: known.investor?.id ?? null,
    };
  }
}

/** The id of a bank account of this kind, which the person adds when it is not there yet. */
export async function accountOf(
  { dice }: { dice: Dice },
  person: { userId: string; name: string; goodNumber: string },
  kind: AccountKind,
): Promise<string> {
  const accountNumber = kind === "good" ? person.goodNumber : NUMBERS[kind];
  const account = {
    userId: person.userId,
    holderName: person.name,
    routingNumber: ROUTING_NUMBER,
    accountNumber,
  };
  try {
    return (await addExternalAccount({ ...account, accountType: dice.pick(["checking", "savings"]) })).id;
  } catch (error) {
    // An earlier payment has put this account out of use; the person gives another one.
    if (!(error instanceof DomainError) || error.field !== "accountNumber") throw error;
    person.goodNumber = newAccountNumber(dice);
    return accountOf({ dice }, person, "good");
  }
}

/** Nine digits that mean nothing special to the bank. */
export function newAccountNumber(dice: Dice): string {
  return String(dice.int(300_000_000, 999_999_999));
}
