// Callers who come while a batch is under way go together in the next one: under load a few large statements do what many small
// ones would, and a lone caller is served at once. Within one process; what must hold between processes, the database holds.
const MOST = 100;

type Waiting<In, Out> = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void };

/**
 * Makes a function for one item out of one for many.
 *
 * @param work answers each item in its place, and changes nothing when it throws: then each item is tried alone, so that one
 *   bad item does not take the others with it
 *
 * @example const name = coalesce((ids: readonly string[]) => namesOf(ids)); await name("a")
 */
export function coalesce<In, Out>(
  work: (items: readonly In[]) => Promise<readonly Out[]>,
): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = [];
  let isServing = false;

  async function serve() {
    while (waiting.length > 0) await run(waiting.splice(0, MOST));
    isServing = false;
  }

  async function run(batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const answers = await work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, at) => resolve(answers[at]!));
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else for (const one of batch) await run([one]);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isServing) return;
      isServing = true;
      setImmediate(() => void serve()); // after this turn, so that callers who came together go together
    });
}
