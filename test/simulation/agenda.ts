// Who means to do what on which day.
import type { IsoDate } from "@/lib/calendar/dates";

export type Plan = { what: string; act: () => Promise<unknown> };

export class Agenda {
  readonly #days = new Map<IsoDate, Plan[]>();

  on(day: IsoDate, what: string, act: () => Promise<unknown>): void {
    const plans = this.#days.get(day);
    if (plans) plans.push({ what, act });
    else this.#days.set(day, [{ what, act }]);
  }

  take(day: IsoDate): Plan[] {
    const plans = this.#days.get(day) ?? [];
    this.#days.delete(day);
    return plans;
  }
}
