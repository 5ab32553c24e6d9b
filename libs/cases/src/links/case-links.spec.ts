import { afterAll, beforeAll, describe } from '@jest/globals';
import { FixedClock, type Moment } from '#kernel';
import { temporaryDatabase, type TemporaryDatabase } from '#testkit';
import { linkScenarios } from './case-links.scenarios.fixture.js';

describe('links between cases on SQLite', () => {
  const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
  let temporary: TemporaryDatabase;
  beforeAll(async () => {
    temporary = await temporaryDatabase();
  });
  afterAll(() => temporary.remove());

  linkScenarios(() => ({ db: temporary.database, clock }));
});
