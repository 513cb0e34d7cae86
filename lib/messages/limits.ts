import { isSandbox } from "@/lib/env";
import type { Limit } from "@/lib/rate-limit";

const HOUR = 60 * 60;

/** Messages from one address: visitors, and the crowd behind one router. */
export const MESSAGES_PER_ADDRESS: Limit = { name: "message", points: isSandbox ? 60 : 10, seconds: HOUR };
/** Messages and replies of one person. */
export const MESSAGES_PER_PERSON: Limit = { name: "message-person", points: 20, seconds: HOUR };
