// Ways in which the next requests go wrong, as asked by /_control/faults.
export type Fault = {
  kind: "status" | "drop" | "delay" | "hold"; // held requests go on when the faults are cleared
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
  #held: (() => void)[] = [];

  add(fault: Fault): void {
    this.#waiting.push(fault);
  }

  clear(): void {
    this.#waiting = [];
    for (const letGo of this.#held.splice(0)) letGo();
  }

  cleared(): Promise<void> {
    return new Promise((letGo) => this.#held.push(letGo));
  }

  get held(): number {
    return this.#held.length;
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
