// What a message can be about. Free of server code.
export const TOPICS = {
  "cannot-pay": "I can't make a payment",
  loan: "My loan or application",
  investment: "My investment",
  payment: "A payment",
  account: "My account or sign-in",
  error: "A problem with the site",
  privacy: "My data",
  other: "Something else",
} as const;

export type Topic = keyof typeof TOPICS;

export const isTopic = (text: unknown): text is Topic =>
  typeof text === "string" && Object.hasOwn(TOPICS, text);

export const THREAD_WORDS = { OPEN: "Open", ANSWERED: "Replied", CLOSED: "Closed" } as const;
export type ThreadState = keyof typeof THREAD_WORDS;
