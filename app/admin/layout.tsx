import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireActor } from "@/lib/session";
import { AdminFrame } from "../_portal/admin-frame";

export const metadata: Metadata = { title: { default: "Administration", template: "%s · Administration" } };

export default async function AdminLayout({ children }: { children: ReactNode }) {
  return <AdminFrame admin={await requireActor("STAFF")}>{children}</AdminFrame>;
}
