// What an event of the outbox needs next, from the states of its operations. Pure.
import type { WriteOperationKind, WriteOperationState } from "@/prisma/generated/enums";
import { afterCrash } from "./retry-policy";

type Known = { kind: WriteOperationKind; state: WriteOperationState; keyIssuedAt: Date | null };

export type Step<Operation> =
  | { do: "plan" } // no operation yet
  | { do: "send"; operation: Operation }
  | { do: "resend"; operation: Operation } // same bytes, same key
  | { do: "poll"; operation: Operation }
  | { do: "search"; operation: Operation }
  | { do: "wait-for-feed" }
  | { do: "stop" } // one has failed: a person decides
  | { do: "finish" };

/**
 * The next step: operations go one after the other, each when the one before it is in the books.
 *
 * @param operations in their order
 * @param instant    now
 */
export function nextStep<Operation extends Known>(
  operations: readonly Operation[],
  { instant, isFeedPaused }: { instant: Date; isFeedPaused: boolean },
): Step<Operation> {
  if (operations.length === 0) return { do: "plan" };
  const operation = operations.find(({ state }) => state !== "SUCCESS" && state !== "SKIPPED");
  if (!operation) return { do: "finish" };
  switch (operation.state) {
    case "READY":
      return isFeedPaused && operation.kind === "FEED_LINES"
        ? { do: "wait-for-feed" }
        : { do: "send", operation };
    case "SENDING": {
      const keyAgeMs = operation.keyIssuedAt ? instant.getTime() - operation.keyIssuedAt.getTime() : Infinity;
      return { do: afterCrash({ keyAgeMs }) === "search" ? "search" : "resend", operation };
    }
    case "PENDING":
      return { do: "poll", operation };
    case "UNKNOWN":
      return { do: "search", operation };
    case "FAILED":
      return { do: "stop" };
    case "SUCCESS":
    case "SKIPPED":
      return { do: "finish" };
  }
}
