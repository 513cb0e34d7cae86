import { redirect } from "next/navigation";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { action, publicAction, publicFormAction } from "@/lib/action";
import { IDLE } from "@/lib/action-result";
import { DomainError } from "@/lib/errors";
import { newPerson } from "@/test/people";
import { browseAs, endingOf, form, requestHeaders } from "@/test/request-context";

vi.mock("next/headers", () => import("@/test/request-context"));

const input = z.strictObject({ amount: z.string().regex(/^\d+$/, "Enter an amount.") });
const run = vi.fn(async ({ amount }: { amount: string }) => ({ amount }));
const withdraw = action({ role: "INVESTOR", input }, run);
let investorUserId: string;

beforeAll(async () => {
  investorUserId = (await newPerson("INVESTOR")).userId;
});

beforeEach(async () => {
  run.mockReset();
  run.mockImplementation(async ({ amount }) => ({ amount }));
  await browseAs(investorUserId);
});

it("calls the domain with the parsed form, the actor and where the request came from", async () => {
  requestHeaders.set("x-forwarded-for", "203.0.113.9, 198.51.100.4");
  const result = await withdraw(IDLE, form({ amount: "5", $ACTION_KEY: "of the framework" }));
  expect(result).toEqual({ status: "ok", data: { amount: "5" } });
  expect(run).toHaveBeenCalledWith(
    { amount: "5" },
    expect.objectContaining({ userId: investorUserId, roles: ["INVESTOR"] }),
    expect.objectContaining({ ipAddress: "198.51.100.4" }),
  );
});

it("sends an anonymous caller to the sign-in page before it looks at the form", async () => {
  await browseAs(null);
  expect(await endingOf(withdraw(IDLE, form({ amount: "not a number" })))).toBe("/sign-in");
  expect(run).not.toHaveBeenCalled();
});

it("is not there for a caller of another role", async () => {
  const forStaff = action({ role: "STAFF", input }, run);
  expect(await endingOf(forStaff(IDLE, form({ amount: "5" })))).toBe("not found");
  expect(run).not.toHaveBeenCalled();
});

it("answers a wrong shape with sentences by field and leaves the domain alone", async () => {
  expect(await withdraw(IDLE, form({ amount: "five" }))).toEqual({
    status: "invalid",
    fieldErrors: { amount: ["Enter an amount."] },
  });
  const smuggled = await withdraw(IDLE, form({ amount: "5", investorId: "inv_of_someone_else" }));
  expect(smuggled).toMatchObject({
    status: "invalid",
    fieldErrors: { form: [expect.stringContaining("investorId")] },
  });
  expect(run).not.toHaveBeenCalled();
});

it.each([
  ["a NUL", form({ amount: "5\0" }), { amount: [expect.stringContaining("U+0000")] }],
  ["another control character", form({ amount: "\u0007" }), { amount: [expect.stringContaining("U+0007")] }],
  ["a file", fileAsField(), { amount: ["Enter text here instead of a file."] }],
  ["a field whose name has a NUL", form({ "a\0": "5" }), { form: [expect.stringContaining("Reload")] }],
  ["the field that every object has", form({ amount: "5", __proto__x: "1" }), { form: [expect.any(String)] }],
  ["no form at all", undefined, { form: [expect.stringContaining("Reload")] }],
  ["an object in place of a form", { amount: "5" }, { form: [expect.stringContaining("Reload")] }],
])("answers %s with a sentence and leaves the domain alone", async (_what, sent, fieldErrors) => {
  expect(await withdraw(IDLE, sent as FormData)).toEqual({ status: "invalid", fieldErrors });
  expect(run).not.toHaveBeenCalled();
});

it("has a sentence for fields whose schema has none", async () => {
  const renew = action(
    { role: "INVESTOR", input: z.strictObject({ id: z.string().min(1).max(4) }) },
    run as never,
  );
  for (const fields of [{}, { id: "" }, { id: "too long" }])
    expect(await renew(IDLE, form(fields as Record<string, string>))).toEqual({
      status: "invalid",
      fieldErrors: { id: ["This form could not be read. Reload the page and try again."] },
    });
});

it("turns a refusal into an answer, beside its field when it names one", async () => {
  run.mockRejectedValueOnce(new DomainError("withdrawn", "This option was withdrawn."));
  expect(await withdraw(IDLE, form({ amount: "5" }))).toEqual({
    status: "refused",
    code: "withdrawn",
    message: "This option was withdrawn.",
  });
  run.mockRejectedValueOnce(new DomainError("invalid", "The least is 100.00.", "amount"));
  expect(await withdraw(IDLE, form({ amount: "5" }))).toEqual({
    status: "invalid",
    fieldErrors: { amount: ["The least is 100.00."] },
  });
});

it("lets a bug and a redirect pass through", async () => {
  run.mockRejectedValueOnce(new TypeError("a bug"));
  await expect(withdraw(IDLE, form({ amount: "5" }))).rejects.toThrow("a bug");
  run.mockImplementationOnce(async () => redirect("/investor"));
  expect(await endingOf(withdraw(IDLE, form({ amount: "5" })))).toBe("/investor");
});

it("says how long to wait once the limit is reached, and counts well-formed attempts only", async () => {
  const limited = action(
    { role: "INVESTOR", input, rateLimit: { name: "test", points: 2, seconds: 600 } },
    run,
  );
  for (let i = 0; i < 5; i++) await limited(IDLE, form({ amount: "wrong shape" }));
  expect((await limited(IDLE, form({ amount: "1" }))).status).toBe("ok");
  expect((await limited(IDLE, form({ amount: "2" }))).status).toBe("ok");
  expect(await limited(IDLE, form({ amount: "3" }))).toEqual({
    status: "refused",
    code: "rate-limited",
    message: "Too many attempts. Try again in 10 minutes.",
  });
  expect(run).toHaveBeenCalledTimes(2);
});

it("serves anyone when it is public, and limits by address", async () => {
  await browseAs(null);
  const limited = publicAction({ input, rateLimit: { name: "public", points: 1, seconds: 60 } }, run);
  requestHeaders.set("x-forwarded-for", "203.0.113.1");
  expect((await limited(IDLE, form({ amount: "1" }))).status).toBe("ok");
  expect((await limited(IDLE, form({ amount: "1" }))).status).toBe("refused");
  requestHeaders.set("x-forwarded-for", "203.0.113.2");
  expect((await limited(IDLE, form({ amount: "1" }))).status).toBe("ok");
});

it("sends whoever a form without an answer refuses to the sign-in page, with the reason", async () => {
  const rateLimit = { name: "leave", points: 1, seconds: 60 };
  const leave = publicFormAction({ input, rateLimit }, async ({ amount }) =>
    redirect(`/left-with-${amount}`),
  );
  expect(await endingOf(leave(form({ amount: "5" })))).toBe("/left-with-5");
  expect(await endingOf(leave(form({})))).toBe("/sign-in?reason=invalid");
  expect(await endingOf(leave(form({ amount: "5" })))).toBe("/sign-in?reason=rate-limited");
});

function fileAsField() {
  const data = new FormData();
  data.set("amount", new File(["5"], "amount.txt"));
  return data;
}
