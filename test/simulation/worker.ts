// The queue's worker, without waiting: takes what is in the queue in any order, leaves some of it for later, and is
// killed now and then. A job that fails stays and comes again, as graphile-worker would let it.
import type { Helpers, Task } from "graphile-worker";
import { db } from "@/lib/db";
import { tasks } from "@/lib/jobs/tasks";
import { isBroughtAbout } from "./faults";
import type { Mortality } from "./mortality";
import type { Dice } from "./random";

type Job = { id: string; task: string; payload: unknown };

const POSTPONED = 0.1;
const KILLED = 0.02;
const LONGEST_LIFE = 60; // statements

export class Worker {
  readonly counts = { jobs: 0, failed: 0 };
  readonly #dice: Dice;
  readonly #mortality: Mortality;
  readonly #isRough: () => boolean;

  constructor(dice: Dice, mortality: Mortality, isRough: () => boolean) {
    this.#dice = dice;
    this.#mortality = mortality;
    this.#isRough = isRough;
  }

  /** Works through the queue once. New jobs that this makes are left for the next time. */
  async work(): Promise<void> {
    this.#mortality.activity = "queue";
    const jobs = await db.$queryRaw<Job[]>`
      SELECT jobs.id::text, tasks.identifier AS task, jobs.payload
        FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
       WHERE tasks.identifier <> 'move-business-date' ORDER BY jobs.id`;
    const done: string[] = [];
    for (const job of this.#dice.shuffled(jobs)) {
      if (this.#isRough() && this.#dice.chance(POSTPONED)) continue;
      if (await this.#run(job)) done.push(job.id);
    }
    if (done.length === 0) return;
    await db.$queryRaw`SELECT count(*)::int FROM graphile_worker.complete_jobs(${done}::bigint[])`;
  }

  async #run({ task, payload }: Job): Promise<boolean> {
    this.counts.jobs += 1;
    this.#mortality.activity = `job ${task}`;
    if (this.#isRough() && this.#dice.chance(KILLED))
      this.#mortality.dieAfter(this.#dice.int(1, LONGEST_LIFE));
    try {
      await (tasks[task] as Task)(payload, {} as Helpers as never);
      return !this.#mortality.isDead;
    } catch (error) {
      if (!isBroughtAbout(error)) throw error;
      this.counts.failed += 1;
      return false;
    } finally {
      this.#mortality.startAgain();
    }
  }
}
