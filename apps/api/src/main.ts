import { RunningClock } from '#kernel';
import { AppLog, endOnCrash, loadConfig, openDatabase } from '#platform';
import { tables } from '#schema';
import { startApi } from './start-api.js';

const config = loadConfig();
endOnCrash(new AppLog('api', config.environment));
const database = await openDatabase(config.database, tables, config.fieldKeys);
const clock = new RunningClock(config.clockStartsAt ?? undefined);
const app = await startApi({ config, clock, database }, config.apiPort);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void app
      .close()
      .then(() => database.close())
      .then(() => process.exit(0));
  });
}
