import { Card, CardHeader } from "@/components/ui/card";
import { InstantText } from "@/components/ui/date-text";
import { env } from "@/lib/env";
import { listSignIns, type PastSignIn } from "@/lib/identity/sign-ins";

const METHODS: Readonly<Record<string, string>> = {
  password: "Password",
  totp: "Password and code",
  recovery: "Password and recovery code",
  passkey: "Passkey",
  demo: "Sandbox sign-in",
};
const FAILURES: Readonly<Record<string, string>> = {
  "wrong-password": "Wrong password",
  "wrong-code": "Wrong code",
};

/** The latest sign-ins and the attempts that failed. */
export async function HistoryCard({ userId }: { userId: string }) {
  const signIns = await listSignIns(userId);
  return (
    <Card aria-labelledby="history">
      <CardHeader
        id="history"
        title="Sign-in history"
        description="The last 20 sign-ins and failed attempts. If you don't recognize one that succeeded, change your password."
      />
      <ul className="divide-y border-t">
        {signIns.map((signIn) => (
          <Row key={signIn.id} signIn={signIn} />
        ))}
        {signIns.length === 0 && <li className="px-4 py-4 text-muted sm:px-6">No sign-ins yet.</li>}
      </ul>
    </Card>
  );
}

function Row({ signIn: { at, method, outcome, device, ipAddress } }: { signIn: PastSignIn }) {
  const what = FAILURES[outcome] ?? METHODS[method] ?? method;
  return (
    <li className="flex flex-wrap justify-between gap-x-4 px-4 py-3 sm:px-6">
      <span className={outcome === "signed-in" ? undefined : "text-failed"}>{what}</span>
      <span className="text-sm text-muted">
        {device}
        {ipAddress && ` from ${ipAddress}`}, <InstantText at={at} timeZone={env.BUSINESS_TIME_ZONE} />
      </span>
    </li>
  );
}
