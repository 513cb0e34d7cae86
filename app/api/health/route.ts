import { ping } from "@/lib/health";

export const dynamic = "force-dynamic";

/** For load balancers and `npm start`: is the web server up and does the database answer? Open to anyone, and shows nothing else. */
export async function GET() {
  const isWell = await ping();
  return Response.json({ status: isWell ? "ok" : "database-unreachable" }, { status: isWell ? 200 : 503 });
}
