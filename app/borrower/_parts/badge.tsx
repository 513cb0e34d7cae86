import { StatusBadge, type Tone } from "@/components/ui/status-badge";

/** A status from one of the tables of words. */
export function StateBadge({ state }: { state: readonly [tone: Tone, label: string] }) {
  const [tone, label] = state;
  return <StatusBadge tone={tone}>{label}</StatusBadge>;
}
