import { describe, expect, it } from '@jest/globals';
import { AppLog, withRequestId } from './logging.js';

function logTo(environment: 'development' | 'production' | 'test') {
  const lines: string[] = [];
  const log = new AppLog('worker', environment, { write: (line) => void lines.push(line) });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the log', () => {
  it('writes JSON with role, level and the request at hand in production', () => {
    const { log, parsed } = logTo('production');
    withRequestId('r-1', () => log.log('Agenda published', { lines: 12 }, 'Meetings'));
    log.warn('Slow');
    expect(parsed()).toEqual([
      expect.objectContaining({
        level: 'info',
        role: 'worker',
        requestId: 'r-1',
        lines: 12,
        context: 'Meetings',
        msg: 'Agenda published',
      }),
      expect.objectContaining({ level: 'warn', msg: 'Slow' }),
    ]);
    expect(parsed()[1]).not.toHaveProperty('requestId');
  });

  it('writes one short line in development', () => {
    const { log, lines } = logTo('development');
    log.log('Nest application started', 'NestApplication');
    expect(lines.join('')).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} info {2}worker \[NestApplication\] Nest application started\n$/,
    );
  });

  it('is quiet in tests, errors excepted', () => {
    const { log, lines } = logTo('test');
    log.log('started');
    log.warn('odd');
    log.error('broken');
    expect(lines).toHaveLength(1);
  });

  it.each([
    'invalid input syntax for type integer: "Jane Doe"',
    'invalid input syntax for type integer: "Jane "quoted" Doe"',
    'invalid input syntax for type date: "Jane\nDoe"',
    `Unexpected token 'J', "Jane Doe" is not valid JSON`,
    'Jane Doe of 7 High Street',
    'x\n    at Jane Doe (/a/b.js:1:1)',
    'Can’t send mail to jane.doe@agency.example',
    '550 <jane.doe@agency.example>: no such user',
  ])('leaves out of errors what drivers repeat of a value: %j', (message) => {
    const { log, lines } = logTo('production');
    const error = new Error(message);
    log.error('Something failed', error);
    log.error(error);
    log.error('Something failed', error.stack, 'ExceptionsHandler');
    log.warn('A job failed', { why: error });
    expect(lines).toHaveLength(4);
    expect(lines.join('')).not.toMatch(/jane|doe/i);
  });

  it('takes as a fact only what looks like an id or a code, and no free text', () => {
    const { log, parsed } = logTo('production');
    log.log('A job failed', { jobId: 'rem-1', why: 'Jane Doe rang', who: 'jane@agency.example' }, 'Jane Doe');
    expect(parsed()[0]).toMatchObject({ jobId: 'rem-1', why: '…', who: '…' });
    expect(parsed()[0]).not.toHaveProperty('context');
  });

  it.each(['development', 'production'] as const)(
    'never writes bodies or what drivers attach to errors (%s)',
    (environment) => {
      const { log, lines } = logTo(environment);
      const driver = Object.assign(new Error('ERR failed\nARGV: Jane Doe'), {
        code: 'E1',
        command: { args: ['Jane Doe'] },
        parameters: ['Jane Doe'],
        query: 'insert Jane Doe',
      });
      log.error('Job failed', driver, { body: { victim: 'Jane Doe' }, rows: ['Jane Doe'], jobId: 'rem-1' });
      log.error(driver);
      log.log({ body: { victim: 'Jane Doe' } });
      log.error('Could not start', 'Error: x\n    at here (a.ts:1:1)', 'Boot');
      expect(lines.join('')).not.toContain('Jane Doe');
      expect(lines.join('')).toMatch(/rem-1/);
      expect(lines.join('')).toMatch(/Error.*E1/);
      expect(lines.join('')).toMatch(/logging\.spec\.ts:\d+/);
    },
  );
});
