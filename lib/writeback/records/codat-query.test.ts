import { expect, it } from "vitest";
import { condition, listQuery } from "./codat-query";

it("codat row 10: asks for active expense accounts with an encoded equals sign", () => {
  const query = listQuery({ parts: [condition("type", "=", "Expense"), condition("status", "=", "Active")] });
  expect(query).toBe("query=type%3DExpense+%26%26+status%3DActive&page=1&pageSize=500");
  expect(new URLSearchParams(query).get("query")).toBe("type=Expense && status=Active");
});

it.each(["a && b", "a||b", "{x}", "a=b", "line\nbreak"])(
  "refuses %j, which would change the query",
  (value) => {
    expect(() => condition("name", "=", value)).toThrow(RangeError);
  },
);

it("refuses a query that Codat would cut off", () => {
  expect(() => listQuery({ parts: ["x".repeat(2049)] })).toThrow(RangeError);
});
