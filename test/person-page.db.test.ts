// The page of a person for staff: who is shown, by which ids, what is never shown, and the timeline with its pages.
import "@/test/sandbox-bank";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, it, vi } from "vitest";
import PersonPage from "@/app/admin/people/[id]/page";
import { db } from "@/lib/db";
import { registerUser } from "@/lib/identity/register-user";
import { listRecentSessions } from "@/lib/identity/queries";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { activeLoan, useBureau } from "@/test/support/lending";
import { openThread } from "@/lib/messages/open-thread";
import { notify } from "@/lib/notifications/notify";
import { findPerson } from "@/lib/people/find-person";
import { getTimeline } from "@/lib/people/timeline";
import { newAdmin, newEmail, newPerson, PASSWORD, setBusinessDate } from "./people";
import { browseAs, endingOf } from "./request-context";
import { newBankAccount } from "./story";

vi.mock("next/headers", () => import("@/test/request-context"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, refresh: () => undefined })); // there is no page

const TODAY = "2026-01-05";
let admin: string;
beforeAll(async () => {
  await useBureau();
  await setBusinessDate(TODAY);
  await ensureLoanProducts(db);
  admin = (await newAdmin()).userId;
}, 120_000);

const page = (id: string) =>
  PersonPage({
    params: Promise.resolve({ id }),
    searchParams: Promise.resolve({}),
  }) as Promise<React.ReactElement>;

it("shows a person by their user, borrower or investor ID, and nobody by another", async () => {
  const { userId, borrowerId, investorId } = await newPerson("BORROWER", "INVESTOR");
  for (const id of [userId, borrowerId!, investorId!])
    expect(await findPerson(id)).toMatchObject({ userId, joinedOn: TODAY, roles: ["BORROWER", "INVESTOR"] });
  expect(await findPerson("usr_nobody")).toBeNull();
  await browseAs(admin);
  expect(await endingOf(page(userId))).toBeUndefined();
  expect(await endingOf(page("usr_nobody"))).toBe("not found");
  await browseAs(userId);
  expect(await endingOf(page(userId)), "not even their own").toBe("not found");
});

it("shows of a tax id the last four digits only", async () => {
  const { userId } = await registerUser({
    ...{ name: "Hannah", email: newEmail(), password: PASSWORD, roles: ["BORROWER"] as const },
    borrower: { kind: "BUSINESS", legalName: "Iqbal Bakery LLC", registrationNumber: "12-3456789" },
  });
  const person = await findPerson(userId);
  expect(person!.borrower).toMatchObject({ legalName: "Iqbal Bakery LLC", taxIdLast4: "6789" });
  expect(JSON.stringify(person)).not.toContain("345");
});

it("lists one person's actions, notifications and payments, newest business date first, by page", async () => {
  const { userId, borrowerId } = await newPerson("BORROWER");
  const borrower = { userId, borrowerId: borrowerId!, externalAccountId: await newBankAccount(userId) };
  const { loanId } = await activeLoan(borrower, TODAY);
  await openThread({
    ...{ userId, name: "Pat Doe", email: "pat@example.com", loanId },
    ...{ topic: "loan", subject: "A question", body: "When?" },
  });
  const { rows } = await getTimeline({ userId });
  expect(new Set(rows.map(({ source }) => source))).toEqual(new Set(["audit", "notification", "payment"]));
  const actions = rows.flatMap(({ source, what }) => (source === "audit" ? [what] : []));
  expect(actions).toEqual(
    expect.arrayContaining(["user.register", "application.submit", "offer.accept", "message.send"]),
  );
  expect(rows.map(({ on }) => on)).toEqual(
    rows
      .map(({ on }) => on)
      .toSorted()
      .toReversed(),
  );

  for (let n = 0; n < 40; n++)
    await notify(db, { userId, kind: "autopay-on", title: `Note ${n}`, body: "Text", datedOn: TODAY });
  const [first, second] = [await getTimeline({ userId }), await getTimeline({ userId, page: 2 })];
  expect(first).toMatchObject({ page: 1, hasMore: true });
  const keys = [...first.rows, ...second.rows].map(({ key }) => key);
  expect(new Set(keys).size, "no row twice").toBe(keys.length);
  const stranger = await newPerson("BORROWER");
  const theirs = await getTimeline({ userId: stranger.userId });
  expect(
    theirs.rows.every(({ byUserId }) => byUserId === stranger.userId),
    "theirs only",
  ).toBe(true);
});

it("shows sessions with device and last use, open and ended", async () => {
  const { userId } = await newPerson("INVESTOR");
  await browseAs(userId);
  expect(await listRecentSessions(userId)).toMatchObject([{ device: "Firefox on Linux", isOpen: true }]);
  await browseAs(null);
  expect(await listRecentSessions(userId)).toMatchObject([{ isOpen: false }]);
});

it("has the name and the address of the person at its top", async () => {
  const { userId, email } = await newPerson("INVESTOR");
  await browseAs(admin);
  const { props } = await page(userId);
  const [header] = (props as { children: React.ReactElement[] }).children;
  const html = renderToStaticMarkup(header);
  expect(html).toContain("Pat Doe");
  expect(html.replaceAll("<wbr/>", "")).toContain(email);
});
