import 'reflect-metadata';
import { type Clock, RunningClock } from '#kernel';
import { auditOf } from '#audit';
import { CaseLinking } from '#cases';
import { isEmpty, seedDemo } from '#demo';
import {
  AppLog,
  type Config,
  type Database,
  endOnCrash,
  loadConfig,
  LocalMessages,
  openDatabase,
  openMail,
  openQueue,
} from '#platform';
import { prepareRecord, tables } from '#schema';
import { startApi } from '../../api/src/start-api.js';
import { startWeb } from '../../web/src/start-web.js';
import { startWorker } from '../../worker/src/start-worker.js';
import { welcome } from './welcome.js';

/** How long a clean stop may take, milliseconds. */
const PATIENCE_MS = 9_000;

/** Makes the demo area where there is nothing yet, and says whether it did; never in production. */
async function prepare(config: Config, database: Database, clock: Clock): Promise<boolean> {
  if (config.isProduction || !(await isEmpty(database))) return false;
  console.log('Making the demonstration area (made-up people and cases)...');
  await seedDemo(database, clock, auditOf(config, database, clock));
  return true;
}

const config = loadConfig();
const clock = new RunningClock(config.clockStartsAt ?? undefined);
const log = new AppLog('standalone', config.environment);
endOnCrash(log);
// The queue takes some seconds to be there: everything else starts meanwhile.
const queue = openQueue(config.queue, log);
await prepareRecord(config, clock);
const database = await openDatabase(config.database, tables, config.fieldKeys);
const isNew = await prepare(config, database, clock);

const mail = openMail(config.mail, clock, new LocalMessages(database));
const parts = { config, clock, database };
const api = await startApi(parts, config.apiPort);
// The demo area writes rows; what its cases have to do with each other is found as for any other.
if (isNew) await api.get(CaseLinking, { strict: false }).enterAll();
const web = await startWeb(parts, config.webPort);
const worker = await startWorker({ ...parts, queue, mail }, config.workerPort);
console.log(await welcome(config, database));

async function stop(): Promise<void> {
  const tooLate = setTimeout(() => process.exit(1), PATIENCE_MS);
  tooLate.unref();
  await web.close();
  await api.close();
  await worker.close();
  await queue.close();
  await mail.close();
  await database.close();
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
