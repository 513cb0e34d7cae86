import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import { THREAD_WORDS, type ThreadState } from "@/lib/messages/topics";

const TONES: Record<ThreadState, Tone> = { OPEN: "pending", ANSWERED: "posted", CLOSED: "voided" };

export function ThreadBadge({ state }: { state: ThreadState }) {
  return <StatusBadge tone={TONES[state]}>{THREAD_WORDS[state]}</StatusBadge>;
}
