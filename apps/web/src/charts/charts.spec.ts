import { describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import { draw, drawCapacity } from './index.js';
import type { Chart } from './index.js';
import { roundStep } from './svg.js';

const words = { id: 'c1', title: 'A title', description: 'What it shows' };

const charts: Chart[] = [
  {
    kind: 'stackedBars',
    ...words,
    series: [
      { label: 'Risk reduced', tone: 'better' },
      { label: 'Risk increased', tone: 'worse' },
    ],
    rows: [
      { label: 'Stalking', values: [34, 5] },
      { label: 'Exploitation', values: [14, null] },
    ],
  },
  {
    kind: 'line',
    ...words,
    target: { value: 28, label: 'Target: 28 days' },
    points: [34, 36, null, 31, 22].map((value, index) => ({ label: `M${index}`, value })),
  },
  {
    kind: 'targetBars',
    ...words,
    target: 80,
    rows: [
      { label: 'Probation', share: 88, of: 102 },
      { label: 'Police', share: 77, of: 188 },
      { label: 'Education', share: null, of: null },
    ],
  },
];

describe.each(charts)('a $kind chart', (chart) => {
  it('is an image with a title and a description, and no style of its own', () => {
    const $ = load(draw(chart));
    expect($('svg').attr('role')).toBe('img');
    expect($('svg').attr('aria-labelledby')).toBe('c1-title c1-desc');
    expect($('#c1-title').text()).toBe('A title');
    expect($('#c1-desc').text()).toBe('What it shows');
    expect($('[style], style').length).toBe(0);
  });

  it('escapes what people typed', () => {
    const drawn = draw({ ...chart, title: '<script>alert("x")</script>' });
    expect(drawn).not.toContain('<script>');
  });
});

describe('printed values', () => {
  it('prints counts on bars, the total behind them, and never a hidden count', () => {
    const $ = load(draw(charts[0] as Chart));
    expect($('.chart__value').first().text()).toBe('34');
    expect(
      $('.chart__total')
        .map((_, mark) => $(mark).text())
        .get(),
    ).toEqual(['39', '14 and some hidden']);
  });

  it('prints the first and last value of a line and leaves a gap where there is none', () => {
    const $ = load(draw(charts[1] as Chart));
    expect(
      $('.chart__total')
        .map((_, mark) => $(mark).text())
        .get(),
    ).toEqual(['34', '22']);
    expect($('polyline').length).toBe(2);
    expect($('circle').length).toBe(4);
  });

  it('colours a bar by whether it meets the target', () => {
    const $ = load(draw(charts[2] as Chart));
    expect($('.tone-met').length).toBe(1);
    expect($('.tone-missed').length).toBe(1);
    expect($('svg').text()).toContain('Too few');
  });

  it('marks the end of the meeting only when more is planned than fits', () => {
    const part = { use: 'new', label: 'New referrals' } as const;
    expect(drawCapacity({ available: 60, parts: [{ ...part, minutes: 50 }] })).not.toContain('time-limit');
    expect(drawCapacity({ available: 60, parts: [{ ...part, minutes: 70 }] })).toContain('time-limit');
  });
});

describe('any figures', () => {
  it('never draws outside the picture or a number that is not one', () => {
    const count = fc.nat({ max: 5000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 12 }), (rows) => {
        const drawn = draw({
          ...(charts[0] as Chart & { kind: 'stackedBars' }),
          rows: rows.map((values) => ({ label: 'Row', values })),
        });
        expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
        const $ = load(drawn);
        for (const rect of $('rect').get()) {
          expect(Number($(rect).attr('x')) + Number($(rect).attr('width'))).toBeLessThanOrEqual(640);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('cuts an axis into a few round steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (most) => {
        const step = roundStep(most, 6);
        expect(most / step).toBeLessThanOrEqual(6.0001);
        expect(String(step)).toMatch(/^[125]0*$/);
      }),
    );
  });

  it('draws nothing rather than failing when there is nothing to draw', () => {
    for (const chart of charts) {
      const empty = chart.kind === 'line' ? { ...chart, points: [] } : { ...chart, rows: [] };
      expect(draw(empty)).not.toMatch(/NaN|Infinity/);
    }
  });
});
