// Passkeys with a device in software, so that each part can be wrong; in a browser: e2e/account.spec.ts.
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { newPerson, setBusinessDate } from "@/test/people";
import { at } from "@/test/request-context";
import { newAuthenticator } from "@/test/support/authenticator";
import {
  addPasskey,
  listPasskeys,
  removePasskey,
  startAddingPasskey,
  startUsingPasskey,
  checkPasskey,
} from "./passkeys";

const { origin, hostname: rpId } = new URL(env.APP_URL);
const REFUSED = { code: "not-allowed", message: expect.stringContaining("could not be verified") };

beforeAll(() => setBusinessDate());
afterEach(() => void vi.useRealTimers());

async function newPersonWithPasskey() {
  const person = { ...(await newPerson("INVESTOR")), name: "Pat Doe" };
  const device = newAuthenticator({ origin, rpId });
  const { challenge } = await startAddingPasskey(person);
  await addPasskey({ userId: person.userId, response: device.register({ challenge }), name: "Phone" });
  return { ...person, device };
}

const challengeFor = async (userId: string | null = null) => (await startUsingPasskey(userId)).challenge;

it("signs in whose key has signed our challenge, and notes that it was used", async () => {
  const { userId, device } = await newPersonWithPasskey();
  const response = device.sign({ challenge: await challengeFor() });
  expect(await checkPasskey(response, null)).toEqual({ userId });
  expect(await listPasskeys(userId)).toMatchObject([{ name: "Phone", lastUsedAt: expect.any(String) }]);
  await expect(checkPasskey(response, null)).rejects.toMatchObject(REFUSED); // the challenge was answered
});

it.each([
  ["another origin", { origin: "https://modern-lending.evil.example" }],
  ["another site's name", { rpId: "evil.example" }],
  ["no finger, face or PIN", { isVerified: false }],
  ["a challenge that we did not make", { challenge: "bWFkZSB1cA" }],
])("refuses what was signed with %s", async (_, wrong) => {
  const { device } = await newPersonWithPasskey();
  const response = device.sign({ challenge: await challengeFor(), ...wrong });
  await expect(checkPasskey(response, null)).rejects.toMatchObject(REFUSED);
});

it("refuses a new passkey that was made on another origin", async () => {
  const person = { ...(await newPerson("INVESTOR")), name: "Pat Doe" };
  const { challenge } = await startAddingPasskey(person);
  const response = newAuthenticator({ origin: "https://evil.example", rpId }).register({ challenge });
  await expect(addPasskey({ ...person, response, name: "Phone" })).rejects.toMatchObject(REFUSED);
  expect(await listPasskeys(person.userId)).toEqual([]);
});

it("refuses another key under a known name, an answer after five minutes, and what is no answer", async () => {
  const { device } = await newPersonWithPasskey();
  const honest = JSON.parse(device.sign({ challenge: await challengeFor() })) as {
    id: string;
    rawId: string;
  };
  const forged = JSON.parse(
    newAuthenticator({ origin, rpId }).sign({ challenge: await challengeFor() }),
  ) as object;
  const response = JSON.stringify({ ...forged, id: honest.id, rawId: honest.rawId });
  await expect(checkPasskey(response, null)).rejects.toMatchObject(REFUSED);
  const challenge = await challengeFor();
  at(new Date(Date.now() + 5 * 60_000));
  await expect(checkPasskey(device.sign({ challenge }), null)).rejects.toMatchObject(REFUSED);
  for (const nonsense of ["{}", "[]", "null", "not JSON", '{"id":1}'])
    await expect(checkPasskey(nonsense, null)).rejects.toMatchObject(REFUSED);
});

it("confirms with the person's own passkey alone, and is removed by its owner alone", async () => {
  const [pat, robin] = [await newPersonWithPasskey(), await newPersonWithPasskey()];
  const response = robin.device.sign({ challenge: await challengeFor(pat.userId) });
  await expect(checkPasskey(response, pat.userId)).rejects.toMatchObject(REFUSED);
  const own = pat.device.sign({ challenge: await challengeFor(pat.userId) });
  expect(await checkPasskey(own, pat.userId)).toEqual({ userId: pat.userId });
  const id = (await listPasskeys(pat.userId))[0]!.id;
  await expect(removePasskey({ userId: robin.userId, id })).rejects.toMatchObject({ code: "not-found" });
  await removePasskey({ userId: pat.userId, id });
  await expect(
    checkPasskey(pat.device.sign({ challenge: await challengeFor() }), null),
  ).rejects.toMatchObject(REFUSED);
  const kinds = await db.notification.findMany({ where: { userId: pat.userId }, select: { kind: true } });
  expect(kinds.map(({ kind }) => kind)).toEqual(["passkey-added", "passkey-removed"]);
});
