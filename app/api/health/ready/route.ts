import { readiness } from "@/lib/health";

export const dynamic = "force-dynamic";

/** For load balancers: should this server be sent requests? Open to anyone; it names what is wrong in a word each. */
export async function GET() {
  const { isReady, checks } = await readiness();
  return Response.json(
    { status: isReady ? "ready" : "not-ready", ...checks },
    { status: isReady ? 200 : 503 },
  );
}
