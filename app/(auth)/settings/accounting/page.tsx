import { redirect } from "next/navigation";
import { backPath } from "@/app/_writeback/back-path";
import { requireActor } from "@/lib/session";

/**
 * Where the accounting software sends people back to: the borrower to their own settings, an administrator to those they
 * came from. Each of those pages checks the role again.
 */
export default async function BackFromSoftwarePage({ searchParams }: PageProps<"/settings/accounting">) {
  await requireActor("ANY");
  const { to, statusCode } = await searchParams;
  const path = backPath(typeof to === "string" ? to : undefined);
  redirect(typeof statusCode === "string" ? `${path}?${new URLSearchParams({ statusCode })}` : path);
}
