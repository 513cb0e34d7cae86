// Callers who arrive while a batch is running are combined in the next one: under load a few large statements
// replace many small ones, and a single caller is served at once. Within one process; the database enforces what
// must hold between processes.
const MOST = 100;

type Waiting<In, Out> = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void };

/**
 * Makes a function for one item out of one for many.
 *
 * @param work answers each item in its place, and changes nothing when it throws: then each item is tried alone, so
 * that one bad item does not make the others fail
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
