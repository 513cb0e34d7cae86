// What goes wrong at the bank when somebody asks for it: POST /sandbox/faults.
import { z } from "zod";
import { json, read, type ApiAnswer, type ApiRequest } from "./api";
import type { Bank } from "./bank";
import { receive } from "./incoming";
import { post } from "./statements";

const fault = z.object({
  kind: z.enum(["fee", "unknown-wire", "duplicate", "missing-line", "wrong-amount"]),
  amount: z.int().positive().default(3500),
});

/**
 * A fee and a wire that nobody announced happen at once; the others happen to the next movement of money: it is written twice,
 * not at all, or with another amount.
 */
export function makeFault(bank: Bank, request: ApiRequest): ApiAnswer {
  const { kind, amount } = read(request, fault);
  if (kind === "fee") post(bank, { cents: -amount, as: "fee", text: "ACCOUNT ANALYSIS FEE" });
  else if (kind === "unknown-wire")
    receive(bank, { type: "wire", direction: "credit", amount }, "WIRE FROM J SMITH, NO REFERENCE");
  else bank.change({ nextFault: kind });
  return json(200, { kind });
}
