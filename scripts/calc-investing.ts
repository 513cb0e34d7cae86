// The answers of `npm run calc` about investments and the pool, as JSON: money as decimal strings, percent with two decimals.
import { apy } from "@/lib/investing/returns/apy";
import { earlyWithdrawal } from "@/lib/investing/returns/early-withdrawal";
import { oidByYear } from "@/lib/investing/returns/oid";
import { proRata } from "@/lib/investing/returns/pro-rata";
import { coverage } from "@/lib/pool/losses/coverage";
import { haircuts } from "@/lib/pool/losses/haircut";
import { provision } from "@/lib/pool/losses/provision";
import { toMoney, type Decimal } from "@/lib/money/money";

export function writtenWithdrawal({
  on,
  share,
  ...contract
}: Parameters<typeof earlyWithdrawal>[0] & Parameters<typeof earlyWithdrawal>[1]) {
  const { earned, penalty, paid, remainingPrincipal, remainingInterest } = earlyWithdrawal(contract, {
    on,
    share,
  });
  return {
    earned: toMoney(earned),
    penalty: toMoney(penalty),
    paid: toMoney(paid),
    remainingPrincipal: toMoney(remainingPrincipal),
    remainingInterest: toMoney(remainingInterest),
  };
}

export function writtenApy(request: Parameters<typeof apy>[0]) {
  return { apy: percentText(apy(request)) };
}

export function writtenOid(request: Parameters<typeof oidByYear>[0]) {
  const years = [...oidByYear(request)].map(([year, amount]) => [String(year), toMoney(amount)]);
  return { years: Object.fromEntries(years) as Record<string, string> };
}

export function writtenProvision(request: Parameters<typeof provision>[0]) {
  return { provision: toMoney(provision(request)) };
}

export function writtenCoverage(request: Parameters<typeof coverage>[0]) {
  const fraction = coverage(request);
  return { coverage: fraction && percentText(fraction) };
}

export function writtenProRata(request: Parameters<typeof proRata>[0]) {
  return { paid: proRata(request).map(toMoney) };
}

export function writtenHaircuts(request: Parameters<typeof haircuts>[0]) {
  return { haircuts: haircuts(request).map(toMoney) };
}

function percentText(fraction: Decimal): string {
  const percent = fraction.times(100).toDecimalPlaces(2);
  return (percent.isZero() ? percent.abs() : percent).toFixed(2);
}
