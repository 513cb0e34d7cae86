import { expect, it } from "vitest";
import { verifyInput } from "./verify-input";

it("reads a head hash as printed in a footer, or none", () => {
  expect(verifyInput.parse({ head: " 12:0123456789ABCDEF " })).toEqual({
    head: { block: "12", hash: "0123456789abcdef" },
  });
  expect(verifyInput.parse({ head: "" })).toEqual({ head: null });
});

it.each(["12", "12:", "12:0123", "x:0123456789abcdef", "12:0123456789abcdeg"])("refuses %j", (head) => {
  expect(verifyInput.safeParse({ head }).error?.issues).toMatchObject([{ path: ["head"] }]);
});
