import { RunningClock } from '#kernel';
import { AppLog, endOnCrash, loadConfig } from '#platform';
import { startWeb } from './start-web.js';

const config = loadConfig();
endOnCrash(new AppLog('web', config.environment));
const app = await startWeb(
  { config, clock: new RunningClock(config.clockStartsAt ?? undefined) },
  config.webPort,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close().then(() => process.exit(0)));
}
