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
      expect(lines.join('')).toMatch(/ERR failed/);
      expect(lines.join('')).toMatch(/a\.ts:1:1/);
    },
  );
});
