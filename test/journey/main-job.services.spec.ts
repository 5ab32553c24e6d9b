import { afterAll } from '@jest/globals';
import { startPostgres, startRedis, type TestService } from '#testkit';
import { journeyOn } from './journey-of.js';

const services: TestService[] = [];

journeyOn('PostgreSQL with Redis', async () => {
  services.push(await startPostgres(), await startRedis());
  return { DATABASE_URL: services[0]!.url, QUEUE_URL: services[1]!.url };
});

afterAll(async () => {
  for (const service of services) await service.stop();
});
