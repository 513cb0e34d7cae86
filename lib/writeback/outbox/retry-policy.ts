// When a write is sent again, and with which key. Pure. Codat remembers the first answer to a key for ninety minutes and
// replays it, refusals and breakdowns included; only a 429 is never remembered.

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Codat's memory of a key, less what a slow clock and a slow answer may take. */
export const KEY_LIFE_MS = 90 * MINUTE_MS;
export const KEY_SAFE_MS = 85 * MINUTE_MS;

/** Tries with the same key before a breakdown counts as an unknown outcome. */
const SAME_KEY_TRIES = 3;

const LONGEST_WAIT_MS = 5 * MINUTE_MS;
const POLL_WAITS_MS = [5, 5, 10, 20, 40, 80].map((seconds) => seconds * SECOND_MS);

/** The outcome of a POST, as far as it matters to the policy. */
export type PostOutcome =
  | { kind: "accepted" }
  | { kind: "rate-limited"; retryAfterSeconds: number }
  | { kind: "in-flight" } // 409: the first request with this key is still running
  | { kind: "key-reused" } // 422: the key came with another body
  | { kind: "refused" } // 400, 404: this very request
  | { kind: "not-allowed" } // 401, 402, 403: us
  | { kind: "breakdown" } // 5xx
  | { kind: "no-answer" };

export type Next =
  | { do: "track" }
  | { do: "resend"; afterMs: number; key: "same" | "new" }
  | { do: "search"; afterMs: number }
  | { do: "hold"; code: "rejected" | "key-reused" };

type Asked = { tries: number; keyAgeMs: number; isFirst: boolean; isSearchable: boolean };

/**
 * What follows from the outcome of a POST.
 *
 * @param tries    how often this key has been sent, this time included
 * @param keyAgeMs since the key was first sent
 * @param isFirst  whether this was the first request with this key. Only then a refusal says that nothing is written. After
 *                 one that concerns us, not the record, the key stays, and where it is too old by then, `afterCrash` has it
 *                 searched for; after any other it is searched for at once
 * @param isSearchable whether it can be looked for: a record of a loan, unlike what a person has made from the settings page
 *
 * @example afterPost({ kind: "no-answer" }, { tries: 1, keyAgeMs: 800, isFirst: true, isSearchable: true })
 *   // resend with the same key after 2 s
 */
export function afterPost(outcome: PostOutcome, { tries, keyAgeMs, isFirst, isSearchable }: Asked): Next {
  const wait = backOffMs(tries);
  switch (outcome.kind) {
    case "accepted":
      return { do: "track" };
    case "rate-limited": {
      const afterMs = Math.max(SECOND_MS, outcome.retryAfterSeconds * SECOND_MS);
      return { do: "resend", afterMs, key: isFirst && !isKeySafe(keyAgeMs + afterMs) ? "new" : "same" };
    }
    case "key-reused":
      return { do: "hold", code: "key-reused" };
    case "refused":
      return isFirst || !isSearchable ? { do: "hold", code: "rejected" } : { do: "search", afterMs: 0 };
    case "not-allowed":
      return { do: "resend", afterMs: LONGEST_WAIT_MS, key: isFirst ? "new" : "same" };
    case "in-flight":
    case "breakdown":
      // One key, one answer: once it is replayed, asking again with this key can tell nothing new.
      return tries < SAME_KEY_TRIES && isKeySafe(keyAgeMs + wait)
        ? { do: "resend", afterMs: wait, key: "same" }
        : { do: "search", afterMs: 0 };
    case "no-answer":
      return isKeySafe(keyAgeMs + wait)
        ? { do: "resend", afterMs: wait, key: "same" }
        : { do: "search", afterMs: 0 };
  }
}

/**
 * What to do with an operation that was handed to the network and whose answer nobody wrote down: the process died.
 *
 * @example afterCrash({ keyAgeMs: 91 * 60_000 }) // search
 */
export function afterCrash({ keyAgeMs }: { keyAgeMs: number }): "resend-same-key" | "search" {
  return isKeySafe(keyAgeMs) ? "resend-same-key" : "search";
}

/** Whether Codat still remembers a key of this age for certain. */
export function isKeySafe(keyAgeMs: number): boolean {
  return keyAgeMs < KEY_SAFE_MS;
}

/**
 * The wait before the next try.
 *
 * @param tries made so far, 1 or more
 * @returns 2 s, doubling, at most 5 minutes
 */
export function backOffMs(tries: number): number {
  return Math.min(LONGEST_WAIT_MS, 2 ** Math.min(tries, 12) * SECOND_MS);
}

/**
 * The wait before Codat is asked again about an operation that is pending. Webhooks usually come first.
 *
 * @param polls made so far, 0 or more
 */
export function pollWaitMs(polls: number): number {
  return POLL_WAITS_MS[polls] ?? LONGEST_WAIT_MS;
}
