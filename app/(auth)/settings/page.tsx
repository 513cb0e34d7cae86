import { redirect } from "next/navigation";
import { requireActor } from "@/lib/session";

export default async function SettingsPage() {
  await requireActor("ANY");
  redirect("/settings/security");
}
