// What strangers send to every server action: each is answered with a sentence, none is an error of ours, and what is
// refused leaves nothing behind. Addresses and route handlers: e2e/hostile-input.spec.ts; webhooks: their route.db.test.ts.
import "@/test/sandbox-bank";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { IDLE } from "@/lib/action-result";
import { db } from "@/lib/db";
import { ensureInvestmentOptions } from "@/lib/investing/investment-options";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { activeLoan, useBureau } from "@/test/support/lending";
import { addExternalAccount } from "@/lib/payments/external-accounts";
import { optionalActor } from "@/lib/session";
import { ACTION_GATES, MODULES, type Belongings } from "./action-gates";
import { NEVER, ODD, turns } from "./hostile-input";
import { newAdmin, newPerson } from "./people";
import { browseAs, endingOf, form } from "./request-context";
import { setBusinessDate } from "./story";
import { watchWrites } from "./support/watch-writes";

vi.mock("next/headers", () => import("@/test/request-context"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, refresh: () => undefined })); // there is no page

const TODAY = "2026-01-05";
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
let admin: string;
let person: string;
let belongings: Belongings;
let writes: Awaited<ReturnType<typeof watchWrites>>;

type Send = (previous: unknown, data: unknown) => Promise<unknown>;
type Case = { name: string; send: Send; isAdmin: boolean; fields: () => Record<string, string> };

/** Forms of what anyone may send; the others have theirs in the table of gates. */
const OPEN: Record<string, Record<string, string>> = {
  signInAction: { email: "pat@example.com", password: "not the password", next: "/borrower" },
  registerAction: {
    ...{ as: "BORROWER", name: "Pat Doe", email: "pat@example.com", password: "a long password", next: "/" },
    ...{ kind: "BUSINESS", legalName: "Pat's Pies, Inc.", registrationNumber: "12-3456789" },
  },
  joinStaffAction: {
    ...{
      token: "sinv_somebody.token",
      name: "Pat Doe",
      password: "a long password",
      again: "a long password",
    },
  },
  codeSignInAction: { code: "123456" },
  forgotPasswordAction: { email: "pat@example.com" },
  resetPasswordAction: { token: "made-up", password: "another long one", again: "another long one" },
  verifyEmailAction: { token: "made-up" },
  changeEmailAction: { token: "made-up" },
  undoEmailAction: { token: "made-up" },
  passkeySignInAction: { response: "{}", next: "/borrower" },
  sendMessageAction: {
    ...{ topic: "other", subject: "A question", body: "How does this work?", loanId: "" },
    ...{ visitor: "yes", name: "Pat Doe", email: "pat@example.com" },
  },
};
/** Forms without an answer: they take the form alone and end with a redirect. */
const PLAIN: Record<string, Record<string, string>> = {
  demoSignInAction: { email: "pat@example.com" },
  signOutAction: {},
};

const CASES: Case[] = Object.entries(MODULES).flatMap(([folder, exports]) =>
  Object.entries(exports as Record<string, Send>).map(([name, action]) => {
    const gate = ACTION_GATES.find((each) => (each.action as unknown) === action);
    return {
      name: `${folder} ${name}`,
      send: name in PLAIN ? (_previous, data) => action(data, undefined) : action,
      isAdmin: gate?.permission !== undefined,
      fields: () => gate?.forms(belongings, belongings)[0] ?? OPEN[name] ?? PLAIN[name] ?? {},
    };
  }),
);

beforeAll(async () => {
  await owner.connect();
  await useBureau();
  await setBusinessDate(TODAY);
  await ensureLoanProducts(db);
  await ensureInvestmentOptions(db);
  admin = (await newAdmin()).userId;
  person = (await newPerson("BORROWER", "INVESTOR")).userId;
  await browseAs(person);
  const { sessionId, borrowerId } = (await optionalActor())!;
  const { id: account } = await addExternalAccount({
    ...{ userId: person, holderName: "Pat Doe", accountType: "checking" },
    ...{ routingNumber: "021000021", accountNumber: "123456789" },
  });
  const { loanId } = await activeLoan(
    { userId: person, borrowerId: borrowerId!, externalAccountId: account },
    TODAY,
  );
  const own: Partial<Belongings> = { session: `${sessionId}_of_another`, account, activeLoan: loanId };
  belongings = new Proxy(own, {
    get: (found, what: keyof Belongings) => found[what] ?? "999999999999",
  }) as Belongings;
  writes = await watchWrites(owner);
}, 120_000);
beforeEach(() => owner.query("TRUNCATE rate_limits"));
afterAll(() => owner.end());

const never = turns(NEVER);
const odd = turns(ODD);

it.each(CASES.map((each) => [each.name, each] as const))(
  "%s refuses control characters in each of its fields with a sentence, and nothing is written",
  async (_name, { send, isAdmin, fields }) => {
    await browseAs(isAdmin ? admin : person);
    const before = await writes();
    for (const field of [...Object.keys(fields()), "no-such-field"]) {
      for (const text of [never(), never()]) {
        const { ending, result } = await outcomeOf(send, form({ ...fields(), [field]: text }));
        if (ending) expect(ending).toBe("/sign-in?reason=invalid");
        else
          expect(result).toEqual({
            status: "invalid",
            fieldErrors: { [field]: [expect.stringMatching(/U\+/)] },
          });
      }
    }
    expect(await writes()).toEqual(before);
  },
);

it.each(CASES.map((each) => [each.name, each] as const))(
  "%s answers whatever its fields hold, and what it refuses leaves nothing behind",
  async (_name, { send, isAdmin, fields }) => {
    let before = await writes();
    const forms = Object.keys(fields()).map((field) => form({ ...fields(), [field]: odd() }));
    for (const data of [...forms, fileIn(fields()), undefined, { a: 1 }, "text", [["a", "b"]]]) {
      await browseAs(isAdmin ? admin : person); // some of them sign out, and some sign another in
      const { ending, result } = await outcomeOf(send, data);
      if (ending) expect(ending).toMatch(/^(\/|not found$)/);
      else expectAnswer(result);
      const after = await writes();
      if (isRefusal(result)) expect(after).toEqual(before);
      before = after;
    }
  },
);

async function outcomeOf(send: Send, data: unknown) {
  let result: unknown;
  const ending = await endingOf(send(IDLE, data).then((answer) => (result = answer)));
  return { ending, result };
}

function isRefusal(result: unknown): result is { status: "invalid" | "refused" } {
  return ["invalid", "refused"].includes((result as { status?: string } | undefined)?.status ?? "");
}

function expectAnswer(result: unknown) {
  if (!isRefusal(result)) return expect(result).toMatchObject({ status: "ok" });
  const { fieldErrors, message } = result as { fieldErrors?: Record<string, string[]>; message?: string };
  const sentences = fieldErrors ? Object.values(fieldErrors).flat() : [message];
  expect(sentences).not.toEqual([]);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z“"'].*[.!?]$/s);
}

function fileIn(fields: Record<string, string>) {
  const data = form(fields);
  data.set(Object.keys(fields)[0] ?? "file", new File(["x"], "x.txt"));
  return data;
}
