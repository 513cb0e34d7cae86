import type { Metadata } from "next";
import { CURRENT_TEXTS } from "@/lib/legal/current-texts";
import { LegalPage } from "../legal-page";

export const metadata: Metadata = { title: "Privacy notice" };

export default function PrivacyPage() {
  return <LegalPage text={CURRENT_TEXTS.privacy} />;
}
