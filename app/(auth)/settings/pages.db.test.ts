import { beforeEach, expect, it, vi } from "vitest";
import { newAdmin, newPerson } from "@/test/people";
import { browseAs, endingOf } from "@/test/request-context";
import DocumentsPage from "./documents/page";
import NotificationsPage from "./notifications/page";
import SettingsPage from "./page";
import RolesPage from "./roles/page";
import SecurityPage from "./security/page";

vi.mock("next/headers", () => import("@/test/request-context"));

beforeEach(() => browseAs(null));

it.each([
  ["settings", SettingsPage],
  ["documents", DocumentsPage],
  ["notifications", NotificationsPage],
  ["roles", RolesPage],
  ["security", SecurityPage],
])("sends an anonymous visitor of the %s page to sign in", async (_name, Page) => {
  expect(await endingOf(Page())).toBe("/sign-in");
});

it("opens to every role, except that an administrator takes no other", async () => {
  for (const { userId } of [await newPerson("INVESTOR"), await newPerson("BORROWER")]) {
    await browseAs(userId);
    expect(await endingOf(SecurityPage())).toBeUndefined();
    expect(await endingOf(RolesPage())).toBeUndefined();
    expect(await endingOf(DocumentsPage())).toBeUndefined();
    expect(await endingOf(NotificationsPage())).toBeUndefined();
  }
  await browseAs((await newAdmin()).userId);
  expect(await endingOf(SecurityPage())).toBeUndefined();
  expect(await endingOf(RolesPage())).toBe("not found");
  expect(await endingOf(DocumentsPage())).toBe("not found");
  expect(await endingOf(NotificationsPage())).toBe("not found");
});
