// What goes wrong at the bank when somebody asks for it: POST /sandbox/faults.
import { z } from "zod";
import { json, read, type ApiAnswer, type ApiRequest } from "./api";
import type { Bank } from "./bank";
import { closedDay } from "./bank-days";
import { receive } from "./incoming";
import { batchToday, post } from "./statements";

const fault = z.object({
  kind: z.enum([
    "fee",
    "interest",
    "unknown-wire",
    "closed-day",
    "batch",
    "duplicate",
    "missing-line",
    "wrong-amount",
    "late-line",
  ]),
  amount: z.int().positive().default(3500),
  direction: z.enum(["credit", "debit"]).default("credit"),
});

/**
 * A fee, interest, a wire that nobody announced and a fee on a day on which banks are closed happen at once, and so do today's ACH
 * entries become one. The others happen to the next movement of money: it is written twice, not at all, with another amount, or
 * dated back by a bank day.
 */
export function makeFault(bank: Bank, request: ApiRequest): ApiAnswer {
  const { kind, amount, direction } = read(request, fault);
  switch (kind) {
    case "fee":
      post(bank, { cents: -amount, as: "fee", text: "ACCOUNT ANALYSIS FEE" });
      break;
    case "interest":
      post(bank, { cents: amount, as: "interest", text: "INTEREST PAID" });
      break;
    case "closed-day":
      post(bank, { cents: -amount, as: "fee", text: "WEEKEND FEE", on: closedDay(bank.today) });
      break;
    case "unknown-wire":
      receive(bank, { type: "wire", direction: "credit", amount }, "WIRE FROM J SMITH, NO REFERENCE");
      break;
    case "batch":
      return json(200, { kind, entries: batchToday(bank, direction) });
    default:
      bank.change({ nextFault: kind });
  }
  return json(200, { kind });
}
