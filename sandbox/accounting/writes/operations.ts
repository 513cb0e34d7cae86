// How a push ends: with the platform's answer, or in the way a test asked for.
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import { tellOfOperation } from "@/sandbox/accounting/books/events";
import { parseJson } from "@/sandbox/accounting/http/json";
import { violations } from "@/sandbox/accounting/platforms/option-models";
import type { Outcome } from "@/sandbox/accounting/http/outcomes";
import type { WriteType } from "@/sandbox/accounting/platforms/platform";
import { platformOf } from "@/sandbox/accounting/platforms/platforms";
import type { Operation } from "@/sandbox/accounting/books/records";
import { startSync } from "@/sandbox/accounting/books/sync";
import { writeDirectCost } from "./write-direct-cost";
import { writeFeed } from "./write-feed";
import { writeAccount, writeBankAccount, writeSupplier } from "./write-parties";
import { writeTransfer } from "./write-transfer";
import type { Writer, Written } from "./writer";

const WRITERS: Record<WriteType, { writer: Writer; name: string }> = {
  chartOfAccounts: { writer: writeAccount, name: "Account" },
  suppliers: { writer: writeSupplier, name: "Supplier" },
  bankAccounts: { writer: writeBankAccount, name: "BankAccount" },
  transfers: { writer: writeTransfer, name: "Transfer" },
  directCosts: { writer: writeDirectCost, name: "DirectCost" },
  bankTransactions: { writer: writeFeed, name: "BankTransactions" },
};

export function endLater(accounting: Accounting, { key, dueAt }: Operation): void {
  if (dueAt === null) return;
  accounting.later(dueAt - Date.now(), () => {
    const operation = accounting.store.find("operations", key);
    if (operation?.dueAt) end(accounting, operation, operation.outcome);
  });
}

/** After a restart: what was pending goes on. */
export function resumeOperations(accounting: Accounting): void {
  for (const operation of accounting.store.all("operations")) endLater(accounting, operation);
}

/** Ends an operation, or changes one that had timed out. */
export function end(accounting: Accounting, operation: Operation, outcome: Outcome): Operation {
  if (operation.status === "TimedOut") return endTimedOut(accounting, operation, outcome);
  if (operation.status !== "Pending") return operation;
  if (outcome.kind === "Pending") return accounting.store.put("operations", { ...operation, dueAt: null });
  if (outcome.kind === "Success") return settle(accounting, operation, carryOut(accounting, operation));
  if (outcome.kind === "Failed") {
    const message = outcome.message ?? "The accounting software refused the record.";
    return settle(accounting, operation, [{ itemId: "", message, validatorName: operation.dataType }]);
  }
  const isLate = outcome.kind !== "TimedOut";
  const timedOut = finish(accounting, {
    ...operation,
    status: "TimedOut",
    statusCode: 408,
    errorMessage: "The operation timed out; the record may still appear.",
    dueAt: isLate ? Date.now() + outcome.lateMs : null,
  });
  endLater(accounting, timedOut);
  return timedOut;
}

/** The write that happened after its timeout: unseen, or with a late success. */
function endTimedOut(accounting: Accounting, operation: Operation, outcome: Outcome): Operation {
  const record = operation.record ?? carryOut(accounting, operation);
  if (Array.isArray(record)) return accounting.store.put("operations", { ...operation, dueAt: null });
  const isSilent = outcome.kind === "TimedOutWritten";
  if (!isSilent) return settle(accounting, { ...operation, errorMessage: null }, record);
  return accounting.store.put("operations", {
    ...operation,
    outcome: { ...outcome, kind: "TimedOut" },
    dueAt: null,
    hidden: record,
  });
}

function carryOut(accounting: Accounting, operation: Operation): Written {
  const { store } = accounting;
  const connection = store.find("connections", operation.connection);
  const company = store.find("companies", operation.parent);
  const { writer, name } = WRITERS[operation.dataType as WriteType];
  const failed = (message: string): Written => [{ itemId: "", message, validatorName: name }];
  if (operation.hidden) return operation.hidden;
  if (!connection || !company) return failed("The connection no longer exists.");
  if (connection.status !== "Linked") return failed("The connection was lost before the record was written.");
  const platform = platformOf(connection.platform);
  const body = parseJson(operation.request);
  const problems = violations(platform.models[operation.dataType as WriteType]!, body, name);
  return problems.length > 0
    ? problems
    : writer(accounting, { company, connection, platform }, body, operation);
}

function settle(accounting: Accounting, operation: Operation, written: Written): Operation {
  if (Array.isArray(written))
    return finish(accounting, {
      ...operation,
      status: "Failed",
      statusCode: 400,
      errorMessage: "The push failed; see validation for the errors.",
      errors: written,
      dueAt: null,
    });
  const done = finish(accounting, {
    ...operation,
    status: "Success",
    statusCode: 200,
    record: written,
    dueAt: null,
  });
  if (done.syncsAfter) syncAfter(accounting, done);
  return done;
}

function finish(accounting: Accounting, operation: Operation): Operation {
  const done = accounting.store.put("operations", { ...operation, completedOn: accounting.clock.iso() });
  tellOfOperation(accounting, done);
  return done;
}

function syncAfter(accounting: Accounting, { connection: key, dataType, record }: Operation): void {
  const connection = accounting.store.find("connections", key);
  if (!connection || dataType === "bankTransactions") return;
  const touched = new Set([dataType, record?.dataType ?? dataType]);
  if (dataType === "bankAccounts") touched.add("chartOfAccounts");
  if (dataType === "chartOfAccounts") touched.add("bankAccounts");
  if (dataType === "transfers" || dataType === "directCosts") touched.add("accountTransactions");
  for (const type of touched) startSync(accounting, connection, type);
}
