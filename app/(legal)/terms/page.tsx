import type { Metadata } from "next";
import { CURRENT_TEXTS } from "@/lib/legal/current-texts";
import { LegalPage } from "../legal-page";

export const metadata: Metadata = { title: "Terms of use" };

export default function TermsPage() {
  return <LegalPage text={CURRENT_TEXTS.terms} />;
}
