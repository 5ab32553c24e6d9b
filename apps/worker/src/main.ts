import { RunningClock } from '#kernel';
import { AppLog, endOnCrash, loadConfig, LocalMessages, openDatabase, openMail, openQueue } from '#platform';
import { tables } from '#schema';
import { startWorker } from './start-worker.js';

/** Longest time that stopping may take, milliseconds. */
const LONGEST_STOP = 9000;

const config = loadConfig();
const log = new AppLog('worker', config.environment);
endOnCrash(log);
const database = await openDatabase(config.database, tables, config.fieldKeys);
const clock = new RunningClock(config.clockStartsAt ?? undefined);
const queue = openQueue(config.queue, log);
const mail = openMail(config.mail, clock, new LocalMessages(database));
const worker = await startWorker({ config, clock, database, queue, mail }, config.workerPort);
log.log('The worker is ready', { port: worker.port });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(0), LONGEST_STOP).unref();
    void worker
      .close()
      .then(() => Promise.all([queue.close(), mail.close()]))
      .then(() => database.close())
      .finally(() => process.exit(0));
  });
}
