import {
  AppLog,
  type Config,
  type Database,
  type JobQueue,
  LocalMessages,
  openMail,
  openQueue,
} from '#platform';
import type { Clock } from '#kernel';
import { startWorker } from '../../apps/worker/src/start-worker.js';
import type { RunningWorker } from '../../apps/worker/src/start-worker.js';

/** A worker in this process, with its queue and mail; closing it closes them too. */
export async function aWorker(parts: {
  config: Config;
  clock: Clock;
  database: Database;
}): Promise<RunningWorker> {
  const { config, clock, database } = parts;
  const queue = openQueue(config.queue, new AppLog('worker', config.environment));
  const mail = openMail(config.mail, clock, new LocalMessages(database));
  await answering(queue);
  const worker = await startWorker({ config, clock, database, queue, mail }, 0);
  return {
    ...worker,
    close: async () => {
      await worker.close();
      await Promise.all([queue.close(), mail.close()]);
    },
  };
}

/** The embedded queue takes some seconds to open on a busy machine. */
async function answering(queue: JobQueue, tries = 12): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await queue.ping();
    } catch (error) {
      if (attempt === tries) throw error;
    }
  }
}
