// Ways in which the next requests go wrong, as asked by /_control/faults.
export type Fault = {
  kind: "status" | "drop" | "delay";
  status: number;
  applied: boolean; // whether the request is carried out all the same
  retryAfter: number | null;
  delayMs: number;
  message: string | null;
  method: string | null;
  path: string | null;
  count: number;
};

export class Faults {
  #waiting: Fault[] = [];

  add(fault: Fault): void {
    this.#waiting.push(fault);
  }

  clear(): void {
    this.#waiting = [];
  }

  get waiting(): readonly Fault[] {
    return this.#waiting;
  }

  /** The fault that meets this request, if any; it is used up by one. */
  take(method: string, path: string): Fault | null {
    const fault = this.#waiting.find(
      (one) =>
        (one.method === null || one.method === method) && (one.path === null || path.includes(one.path)),
    );
    if (!fault) return null;
    fault.count -= 1;
    if (fault.count <= 0) this.#waiting.splice(this.#waiting.indexOf(fault), 1);
    return fault;
  }
}
