import { PortalNotFound } from "@/app/_parts/portal-not-found";

export default function InvestorNotFound() {
  return (
    <PortalNotFound
      home="/investor"
      description="The address is wrong, or the page belongs to someone else. Your investments are on the overview."
    />
  );
}
