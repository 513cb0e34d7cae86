import { PortalNotFound } from "@/app/_parts/portal-not-found";

export default function AdminNotFound() {
  return <PortalNotFound home="/admin" description="No record has the ID in this address." />;
}
