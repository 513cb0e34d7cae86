const NAMES = {
  NotConnected: "Never connected",
  PendingAuth: "Waiting for access",
  Linked: "Connected",
  Unlinked: "Disconnected",
  Deauthorized: "Access withdrawn",
} as const;

type Named = keyof typeof NAMES;

export const CONNECTION_CHOICES = (Object.keys(NAMES) as Named[]).map((value) => ({
  value,
  label: NAMES[value],
}));

export function connectionName(status: string): string {
  return NAMES[status as Named] ?? "Checking";
}
