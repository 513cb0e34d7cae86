import { PortalNotFound } from "@/app/_parts/portal-not-found";

export default function BorrowerNotFound() {
  return (
    <PortalNotFound
      home="/borrower"
      description="The address is wrong, or the page belongs to someone else. Your loans and applications are on the overview."
    />
  );
}
