import { verify } from "@node-rs/argon2";
import { expect, it, vi } from "vitest";
import { newEmail, newPerson, PASSWORD } from "@/test/people";
import { FAILURES_PER_ADDRESS, FAILURES_PER_EMAIL } from "./limits";
import { verifyCredentials } from "./verify-credentials";

// The real function, watched: which hashes are checked shows that nobody can tell a known e-mail by the work done.
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<{ verify: typeof verify }>();
  return { ...real, verify: vi.fn(real.verify) };
});
const checked = vi.mocked(verify);

/** An address of its own for each test: the counts live in the database. */
let last = 0;
const address = () => `192.0.2.${++last}`;

it("knows a person by e-mail and password, however the address is typed", async () => {
  const { email, userId } = await newPerson("INVESTOR");
  const found = await verifyCredentials({ email: ` ${email.toUpperCase()} `, password: PASSWORD }, address());
  expect(found).toEqual({ userId, roles: ["INVESTOR"] });
});

it("gives an unknown e-mail and a wrong password the same answer", async () => {
  const { email } = await newPerson("INVESTOR");
  const from = address();
  const unknown = await verifyCredentials({ email: newEmail(), password: PASSWORD }, from).catch(String);
  const wrong = await verifyCredentials({ email, password: "not the password" }, from).catch(String);
  expect(unknown).toBe(wrong);
  expect(wrong).toContain("The e-mail address or the password is not right.");
});

it("does the same work for an unknown e-mail as for a wrong password: one check against a hash of the same cost", async () => {
  const { email } = await newPerson("INVESTOR");
  const costs = async (tried: string) => {
    checked.mockClear();
    await verifyCredentials({ email: tried, password: "not the password" }, address()).catch(() => undefined);
    return checked.mock.calls.map(([hash]) => String(hash).split("$").slice(1, 4));
  };
  const known = await costs(email);
  expect(known).toEqual([["argon2id", "v=19", "m=19456,t=2,p=1"]]);
  expect(await costs(newEmail())).toEqual(known);
});

it("takes letters for the same whichever keyboard composed them", async () => {
  const { registerUser } = await import("./register-user");
  const email = newEmail();
  await registerUser({ name: "Zoë", email, password: "Zoe\u0308 and nine others", roles: ["INVESTOR"] });
  await expect(
    verifyCredentials({ email, password: "Zo\u00eb and nine others" }, address()),
  ).resolves.toBeTruthy();
});

it("locks after ten failures for one account, from however many addresses, even with the right password", async () => {
  const { email } = await newPerson("INVESTOR");
  const attempts = Array.from({ length: FAILURES_PER_EMAIL.points }, () =>
    verifyCredentials({ email, password: "not the password" }, address()),
  );
  const results = await Promise.allSettled(attempts);
  expect(results.every(({ status }) => status === "rejected")).toBe(true);
  const right = verifyCredentials({ email, password: PASSWORD }, address());
  await expect(right).rejects.toMatchObject({
    code: "rate-limited",
    message: expect.stringMatching(/^Too many attempts\. Try again in 1[45] minutes\.$/),
  });
});

it("does not count successes", async () => {
  const { email } = await newPerson("INVESTOR");
  const from = address();
  for (let i = 0; i <= FAILURES_PER_EMAIL.points; i++)
    await verifyCredentials({ email, password: PASSWORD }, from);
});

it("locks an address that tries many accounts", async () => {
  const { countAttempt } = await import("@/lib/rate-limit");
  const from = address();
  for (let i = 0; i < FAILURES_PER_ADDRESS.points; i++) await countAttempt(FAILURES_PER_ADDRESS, from);
  const { email } = await newPerson("INVESTOR");
  const attempt = (ip: string) => verifyCredentials({ email, password: PASSWORD }, ip);
  await expect(attempt(from)).rejects.toMatchObject({ code: "rate-limited" });
  await expect(attempt(address())).resolves.toBeTruthy();
});
