import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SECRETS } from '../../libs/platform/src/secret-files.js';
import { temporaryDatabase, TEST_FIELD_KEYS, type TemporaryDatabase } from '#testkit';
import { type CompiledCommandLine, compiledCommandLine, type Ran } from '../cli/compiled.js';
import { startWorkerProcess } from '../harness/worker-process.js';

/** It has to be random, so the word cannot stand in it. */
const FIELD_KEY = TEST_FIELD_KEYS.split(':')[1]!;

/** Sound settings of production, in which every secret holds the word; nothing answers at port 1. */
const PLANTED: Record<(typeof SECRETS)[number], string> = {
  SESSION_SECRET: 'PlantedSitting7Qx2mZr9Kv4Lw8Tn1Hb6Yc3',
  AUDIT_KEY: 'PlantedLedger5Wf8pDs3Jg6Xz1Mq9Rk4Vt7',
  AUDIT_KEYS_BEFORE: 'PlantedOlder2Nb5vCx8Zl1Kj4Hg7Fd0Sa3',
  FIELD_KEYS: TEST_FIELD_KEYS,
  DATABASE_URL: 'postgres://plantedrole:PlantedRow9@127.0.0.1:1/accord',
  QUEUE_URL: 'redis://planteduser:PlantedQueue9@127.0.0.1:1',
  SMTP_URL: 'smtps://planteduser:PlantedPost9@127.0.0.1:1',
  OIDC_CLIENT_SECRET: 'PlantedIssuer4Gh7Jk1Lm3',
};

const PRODUCTION = {
  ...PLANTED,
  ACCORD_ENV: 'production',
  PUBLIC_URL: 'https://panel.county.uk',
  TRUSTED_DOCUMENTS: 'off',
  OIDC_ISSUER: 'https://id.county.uk',
  OIDC_CLIENT_ID: 'accord',
};

const MAINS = ['api', 'worker', 'standalone'].map((app) => `apps/${app}/src/main.js`);

describe('secret settings', () => {
  let compiled: CompiledCommandLine;
  let store: TemporaryDatabase;

  beforeAll(async () => {
    compiled = compiledCommandLine();
    store = await temporaryDatabase();
  }, 300_000);
  afterAll(async () => {
    await store?.remove();
    compiled?.remove();
  });

  const shows = (text: string) => /planted/i.test(text) || text.includes(FIELD_KEY.slice(0, 10));
  const said = ({ out, err }: Ran) => out + err;

  it('are all planted', () => {
    expect(Object.keys(PLANTED).sort()).toEqual([...SECRETS].sort());
    expect(Object.values(PLANTED).every(shows)).toBe(true);
  });

  it.each(MAINS)(
    'are not in what %s says when its database does not answer',
    async (main) => {
      const env = { ...PRODUCTION, ACCORD_DATA: store.folder };
      const ran = await compiled.runFile(main, env);
      expect(ran.code).toBe(1);
      expect(said(ran)).toContain('ECONNREFUSED');
      expect(said(ran)).toContain('The process could not go on');
      expect(shows(said(ran))).toBe(false);
    },
    120_000,
  );

  it('are not in what is said of wrong ones, nor what stands in the files of others', async () => {
    const file = join(store.folder, 'planted-file');
    writeFileSync(file, 'planted in a file');
    const wrong = {
      ...{ ACCORD_ENV: 'production', PUBLIC_URL: 'http://planteduser:PlantedPage9@panel.county.uk' },
      ...{
        SESSION_SECRET: 'Planted',
        AUDIT_KEY: 'Planted',
        AUDIT_KEYS_BEFORE: 'Planted',
        FIELD_KEYS: 'Planted',
      },
      ...{ DATABASE_URL: 'mysql://planteduser:PlantedRow9@x', QUEUE_URL_FILE: file, SMTP_URL: 'planted' },
    };
    for (const main of [...MAINS, 'apps/web/src/main.js']) {
      const ran = await compiled.runFile(main, wrong);
      expect(ran.code).toBe(2);
      for (const name of ['SESSION_SECRET', 'FIELD_KEYS', 'DATABASE_URL', 'SMTP_URL'])
        expect(ran.err).toContain(name);
      expect(shows(said(ran))).toBe(false);
    }
  }, 120_000);

  it('are not in the help, nor in what a command says that cannot reach the database', async () => {
    const env = { ...PRODUCTION, ACCORD_DATA: store.folder };
    const help = await compiled.run(['--help'], env);
    expect(help.code).toBe(0);
    for (const words of ['migrate --help', 'keys rotate --help', 'audit verify --help'])
      expect(shows(said(await compiled.run(words.split(' '), env)))).toBe(false);
    expect(shows(said(help))).toBe(false);
    const failed = await compiled.run(['migrate'], env);
    expect(failed).toMatchObject({ code: 1, err: expect.stringMatching(/^Failed: .*ECONNREFUSED/) });
    expect(shows(said(failed))).toBe(false);
  }, 120_000);

  it.each([
    `throw Object.assign(new Error('Planted Byron of 7 Plantedlane'), { parameters: ['Planted'], query: 'Planted' });`,
    `throw 'Planted Byron of 7 Plantedlane';`,
    `throw { name: 'Planted', message: 'Planted Byron' };`,
    `await Promise.reject('Planted Byron');`,
    `setTimeout(() => void Promise.reject(new AggregateError([new Error('Planted')], 'Planted Byron')), 1);`,
    `setTimeout(() => { throw new Error('Planted Byron', { cause: new Error('Planted') }); }, 1);`,
    `config.database.planted();`,
  ])('are not in what a process says that ends by %s', async (end) => {
    const script = `import { AppLog, endOnCrash, loadConfig } from '#platform';
      const config = loadConfig(); endOnCrash(new AppLog('api', config.environment)); ${end}`;
    writeFileSync(join(compiled.folder, 'ends.js'), script);
    for (const ACCORD_ENV of ['production', 'development']) {
      const ran = await compiled.runFile('ends.js', { ...PRODUCTION, ACCORD_ENV, ACCORD_DATA: store.folder });
      expect(ran.code).toBe(1);
      expect(said(ran)).toContain('The process could not go on');
      expect(shows(said(ran))).toBe(false);
    }
  });

  it('are in no answer of health, no metric and no line of a worker that runs', async () => {
    const { SESSION_SECRET, AUDIT_KEY, SMTP_URL, FIELD_KEYS } = PLANTED;
    const worker = await startWorkerProcess(
      { main: join(compiled.folder, 'apps/worker/src/main.js'), remove: () => undefined },
      {
        ...{ SESSION_SECRET, AUDIT_KEY, SMTP_URL, FIELD_KEYS },
        ...{ ACCORD_ENV: 'development', ACCORD_DATA: store.folder },
      },
    );
    let answers = '';
    for (const path of ['health/live', 'health/ready', 'metrics', 'planted?Planted'])
      answers += await (await fetch(`http://127.0.0.1:${worker.port}/${path}`)).text();
    await worker.stop();
    expect(answers).toContain('process_cpu_seconds_total');
    expect(worker.said()).toContain('The worker is ready');
    expect(shows(answers + worker.said())).toBe(false);
  }, 120_000);
});
