import { verify } from "@node-rs/argon2";
import { afterEach, expect, it, vi } from "vitest";
import type { Device } from "@/lib/device-cookie";
import { countAttempt } from "@/lib/rate-limit";
import { newEmail, newPerson, PASSWORD } from "@/test/people";
import { at } from "@/test/request-context";
import { FAILURES_PER_ADDRESS, FAILURES_PER_DEVICE, FAILURES_PER_EMAIL, FAILURES_PER_PAIR } from "./limits";
import { verifyCredentials } from "./verify-credentials";

// The real function, watched: which hashes are checked shows that nobody can recognize a known email by the work done.
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<{ verify: typeof verify }>();
  return { ...real, verify: vi.fn(real.verify) };
});
const checked = vi.mocked(verify);

afterEach(() => void vi.useRealTimers());

/** A separate address for each test: the counts live in the database. */
let last = 0;
const address = () => `192.0.2.${++last}`;

it("knows a person by email and password, however the address is typed", async () => {
  const { email, userId } = await newPerson("INVESTOR");
  const found = await verifyCredentials({ email: ` ${email.toUpperCase()} `, password: PASSWORD }, address());
  expect(found).toEqual({ userId, roles: ["INVESTOR"] });
});

it("gives an unknown email and a wrong password the same answer", async () => {
  const { email } = await newPerson("INVESTOR");
  const from = address();
  const unknown = await verifyCredentials({ email: newEmail(), password: PASSWORD }, from).catch(String);
  const wrong = await verifyCredentials({ email, password: "not the password" }, from).catch(String);
  expect(unknown).toBe(wrong);
  expect(wrong).toContain("Incorrect email address or password.");
});

it("does the same work for an unknown email as for a wrong password", async () => {
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

const fail = (email: string, from: string, device: Device | null = null) =>
  verifyCredentials({ email, password: "not the password" }, from, device).catch(
    (error: Error) => error.message,
  );

it("locks an account to a network after ten failures from there, even with the right password", async () => {
  const { email, userId } = await newPerson("INVESTOR");
  const from = address();
  const failures = await Promise.all(
    Array.from({ length: FAILURES_PER_PAIR.points }, () => fail(email, from)),
  );
  expect(new Set(failures)).toEqual(new Set(["Incorrect email address or password."]));
  await expect(verifyCredentials({ email, password: PASSWORD }, from)).rejects.toMatchObject({
    code: "rate-limited",
    message: expect.stringMatching(/^Too many attempts\. Try again in 1[45] minutes\.$/),
  });
  const elsewhere = await verifyCredentials({ email, password: PASSWORD }, address());
  expect(elsewhere.userId, "its owner, who comes from another network").toBe(userId);
});

it("takes all addresses of an IPv6 network for one", async () => {
  const { email } = await newPerson("INVESTOR");
  for (let at = 0; at < FAILURES_PER_PAIR.points; at++) await fail(email, `2001:db8:7:7:${at}::1`);
  expect(await fail(email, "2001:db8:7:7:ffff::2")).toMatch(/^Too many attempts/);
  expect(await fail(email, "2001:db8:7:8::1")).toMatch(/Incorrect email address or password/);
});

it("bounds what many networks together may try", async () => {
  const { email } = await newPerson("INVESTOR");
  for (let at = 0; at < FAILURES_PER_EMAIL.points; at++) await countAttempt(FAILURES_PER_EMAIL, email);
  expect(await fail(email, address())).toMatch(/^Too many attempts/);
});

it("never locks owners out on a device they have signed in on, whatever others do", async () => {
  const { email, userId } = await newPerson("INVESTOR");
  const from = address();
  const device = { id: crypto.randomUUID(), userIds: [userId] };
  for (let at = 0; at < FAILURES_PER_EMAIL.points; at++) await countAttempt(FAILURES_PER_EMAIL, email);
  for (let at = 0; at < FAILURES_PER_ADDRESS.points; at++) await countAttempt(FAILURES_PER_ADDRESS, from);
  expect(await fail(email, from), "a stranger there").toMatch(/^Too many attempts/);
  const found = await verifyCredentials({ email, password: PASSWORD }, from, device);
  expect(found.userId).toBe(userId);
});

it("slows a known device after five failures, for a minute at most", async () => {
  const { email, userId } = await newPerson("INVESTOR");
  const device = { id: crypto.randomUUID(), userIds: [userId] };
  const from = address();
  for (let i = 0; i < FAILURES_PER_DEVICE.points; i++)
    expect(await fail(email, from, device)).toMatch(/Incorrect email address or password/);
  expect(await fail(email, from, device)).toMatch(
    /^Too many attempts\. Try again in (1 minute|\d+ seconds)\.$/,
  );
  at(new Date(Date.now() + 61_000));
  const found = await verifyCredentials({ email, password: PASSWORD }, from, device);
  expect(found.userId).toBe(userId);
});

it("knows a device for the people who signed in on it only", async () => {
  const [owner, other] = [await newPerson("INVESTOR"), await newPerson("INVESTOR")];
  const device = { id: crypto.randomUUID(), userIds: [owner.userId] };
  const from = address();
  for (let at = 0; at < FAILURES_PER_PAIR.points; at++) await fail(other.email, from, device);
  expect(await fail(other.email, from, device)).toMatch(/^Too many attempts/);
});

it("does not count successes", async () => {
  const { email } = await newPerson("INVESTOR");
  const from = address();
  for (let i = 0; i <= FAILURES_PER_PAIR.points; i++)
    await verifyCredentials({ email, password: PASSWORD }, from);
});

it("locks an address that tries many accounts", async () => {
  const from = address();
  for (let i = 0; i < FAILURES_PER_ADDRESS.points; i++) await countAttempt(FAILURES_PER_ADDRESS, from);
  const { email } = await newPerson("INVESTOR");
  const attempt = (ip: string) => verifyCredentials({ email, password: PASSWORD }, ip);
  await expect(attempt(from)).rejects.toMatchObject({ code: "rate-limited" });
  await expect(attempt(address())).resolves.toBeTruthy();
});
