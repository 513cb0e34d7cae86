import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterCrash,
  afterPost,
  backOffMs,
  KEY_LIFE_MS,
  KEY_SAFE_MS,
  pollWaitMs,
  type PostOutcome,
} from "./retry-policy";

const fresh = { tries: 1, keyAgeMs: 500, isFirst: true, isSearchable: true };
const old = { ...fresh, keyAgeMs: KEY_SAFE_MS };

describe("the retry policy", () => {
  it("codat row 27: without an answer the same key goes again", () => {
    expect(afterPost({ kind: "no-answer" }, fresh)).toEqual({ do: "resend", afterMs: 2000, key: "same" });
  });

  it("codat row 27: a failure is retried with the same key, and searched for once the key only replays", () => {
    expect(afterPost({ kind: "breakdown" }, fresh)).toMatchObject({ do: "resend", key: "same" });
    expect(afterPost({ kind: "breakdown" }, { ...fresh, tries: 3 })).toEqual({ do: "search", afterMs: 0 });
  });

  it.each<PostOutcome["kind"]>(["no-answer", "breakdown", "in-flight"])(
    "codat row 28: after %s a key that is too old is searched for before anything is sent",
    (kind) => expect(afterPost({ kind } as PostOutcome, old)).toEqual({ do: "search", afterMs: 0 }),
  );

  it("codat row 28: a request that a dead process left behind is searched for when its key is too old", () => {
    expect(afterCrash({ keyAgeMs: 60_000 })).toBe("resend-same-key");
    expect(afterCrash({ keyAgeMs: KEY_SAFE_MS })).toBe("search");
  });

  it("codat row 29: 429 waits as long as it says, and keeps the key", () => {
    expect(afterPost({ kind: "rate-limited", retryAfterSeconds: 17 }, fresh)).toEqual({
      do: "resend",
      afterMs: 17_000,
      key: "same",
    });
  });

  it("codat row 30: 409 waits and asks with the same key; 422 stops", () => {
    expect(afterPost({ kind: "in-flight" }, fresh)).toMatchObject({ do: "resend", key: "same" });
    expect(afterPost({ kind: "in-flight" }, { ...fresh, tries: 3 })).toEqual({ do: "search", afterMs: 0 });
    expect(afterPost({ kind: "key-reused" }, fresh)).toEqual({ do: "hold", code: "key-reused" });
  });

  it("holds what was refused, and tries again later when it is we who may not", () => {
    expect(afterPost({ kind: "refused" }, fresh)).toEqual({ do: "hold", code: "rejected" });
    expect(afterPost({ kind: "not-allowed" }, fresh)).toMatchObject({ do: "resend", key: "new" });
  });

  it.each<PostOutcome>([{ kind: "not-allowed" }, { kind: "rate-limited", retryAfterSeconds: 6000 }])(
    "takes a new key after $kind only when it was this key's first request",
    (outcome) => {
      expect(afterPost(outcome, fresh)).toMatchObject({ do: "resend", key: "new" });
      // What the requests before it did is not known, and this answer does not say.
      expect(afterPost(outcome, { ...fresh, isFirst: false })).toMatchObject({ do: "resend", key: "same" });
    },
  );

  it("searches for what was refused when it was sent before, since that may have been carried out", () => {
    const again = { ...fresh, isFirst: false };
    expect(afterPost({ kind: "refused" }, again)).toEqual({ do: "search", afterMs: 0 });
    const byHand = { ...again, isSearchable: false };
    expect(afterPost({ kind: "refused" }, byHand)).toEqual({ do: "hold", code: "rejected" });
  });

  it("never takes a new key where the old one may have written something", () => {
    const kinds: PostOutcome["kind"][] = ["in-flight", "breakdown", "no-answer"];
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 2 * KEY_LIFE_MS }),
        fc.boolean(),
        (kind, tries, keyAgeMs, isFirst) => {
          const next = afterPost({ kind } as PostOutcome, { ...fresh, tries, keyAgeMs, isFirst });
          if (next.do === "resend") {
            expect(next.key).toBe("same");
            expect(keyAgeMs + next.afterMs).toBeLessThan(KEY_LIFE_MS);
          } else expect(next.do).toBe("search");
        },
      ),
    );
  });

  it("codat row 31: asks about a pending operation less and less often", () => {
    const waits = Array.from({ length: 12 }, (_, polls) => pollWaitMs(polls));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBe(300_000);
    expect(backOffMs(40)).toBe(300_000);
  });
});
