import { beforeEach, expect, it, vi } from "vitest";
import { knownDevice, rememberDevice } from "@/lib/device-cookie";
import { SESSION_COOKIE } from "@/lib/session-cookie";
import { optionalActor } from "@/lib/session";
import { newPerson } from "@/test/people";
import { browseAs, jar } from "@/test/request-context";

vi.mock("next/headers", () => import("@/test/request-context"));

const NAME = "modern-lending.device";

beforeEach(() => jar.clear());

it("is remembered at a sign-in and stays known after the sign-out", async () => {
  const { userId } = await newPerson("INVESTOR");
  expect(await knownDevice()).toBeNull();
  await browseAs(userId);
  await browseAs(null);
  expect(await knownDevice()).toEqual({ id: expect.any(String), userIds: [userId] });
  expect(jar.get(NAME)!.options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/" });
});

it("knows the last five people of one device, under one id", async () => {
  for (const userId of ["usr_1", "usr_2", "usr_3", "usr_4", "usr_5"]) await rememberDevice(userId);
  const before = await knownDevice();
  await rememberDevice("usr_3");
  await rememberDevice("usr_6");
  expect(await knownDevice()).toEqual({
    id: before!.id,
    userIds: ["usr_6", "usr_3", "usr_5", "usr_4", "usr_2"],
  });
});

it("believes no cookie that was altered, and neither cookie in place of the other", async () => {
  const { userId } = await newPerson("INVESTOR");
  await browseAs(userId);
  const [device, session] = [jar.get(NAME)!, jar.get(SESSION_COOKIE.name)!];
  for (const value of ["", "x", `${device.value.slice(0, -4)}AAAA`, session.value]) {
    jar.set(NAME, { ...device, value });
    expect(await knownDevice()).toBeNull();
  }
  jar.set(SESSION_COOKIE.name, { ...session, value: device.value });
  expect(await optionalActor()).toBeNull();
});
