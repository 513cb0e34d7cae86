import { demoSignInAction } from "@/app/(auth)/actions";
import { demoPeople } from "@/app/_parts/demo-people";
import { DemoSignIn } from "@/components/demo-sign-in";
import { SandboxBanner } from "@/components/sandbox-banner";
import { businessDate } from "@/lib/clock";
import { isSandbox } from "@/lib/env";
import { listInvestmentOptions } from "@/lib/investing/option-queries";
import { sampleDataProgress } from "@/lib/jobs/sample-data";
import { advertisedRates } from "@/lib/lending/application/advertised-rates";
import { Landing } from "./landing";

export default async function HomePage() {
  const [rates, loans, today, loading] = await Promise.all([
    listInvestmentOptions(),
    advertisedRates(),
    businessDate(),
    isSandbox ? sampleDataProgress() : null,
  ]);
  if (!isSandbox) return <Landing rates={rates} loans={loans} />;
  return (
    <Landing
      rates={rates}
      loans={loans}
      banner={<SandboxBanner businessDate={today} loading={loading} />}
      demo={<DemoSignIn {...await demoPeople()} action={demoSignInAction} />}
    />
  );
}
