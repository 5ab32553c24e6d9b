import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type KnownPanel, matchPanel } from './panel-matching.rules.js';

const panel = (id: string, kind: KnownPanel['kind'], lpa: string | null): KnownPanel => ({ id, kind, lpa });

const esip = [panel('n', 'esip', 'North'), panel('s', 'esip', 'South')];

function found(panels: readonly KnownPanel[], kind: KnownPanel['kind'], lpa: string | null): string {
  const result = matchPanel(panels, kind, lpa);
  return result.ok ? result.value.id : result.refusal.code;
}

describe('the panel for a row', () => {
  it('is that of its area, however the area is written', () => {
    expect(found(esip, 'esip', 'South')).toBe('s');
    expect(found(esip, 'esip', ' north ')).toBe('n');
  });

  it('is the one for the whole area where the area has none of its own', () => {
    const all = [...esip, panel('all', 'esip', null)];
    expect(found(all, 'esip', 'West')).toBe('all');
    expect(found(all, 'esip', 'North')).toBe('n');
    expect(found(all, 'esip', null)).toBe('all');
  });

  it('is not guessed', () => {
    expect(found(esip, 'marac', 'North')).toBe('NO_PANEL_OF_KIND');
    expect(found(esip, 'esip', 'West')).toBe('NO_PANEL_FOR_AREA');
    expect(found(esip, 'esip', null)).toBe('SEVERAL_PANELS');
    expect(found([...esip, panel('n2', 'esip', 'North')], 'esip', 'North')).toBe('SEVERAL_PANELS');
  });

  it('is the only one of its kind for a row without an area', () => {
    expect(found([panel('n', 'esip', 'North')], 'esip', null)).toBe('n');
  });
});

describe('whatever panels there are', () => {
  const kinds = fc.constantFrom<KnownPanel['kind'][]>('esip', 'marac', 'masip');
  const areas = fc.constantFrom('North', 'South', 'West', null);
  const panels = fc.array(fc.record({ id: fc.uuid(), kind: kinds, lpa: areas }), { maxLength: 6 });

  it('gives one of the kind and of the area or the whole area, in whatever order they stand', () => {
    fc.assert(
      fc.property(panels, kinds, areas, (all, kind, lpa) => {
        const result = matchPanel(all, kind, lpa);
        expect(matchPanel([...all].reverse(), kind, lpa)).toEqual(result);
        if (!result.ok) return expect(result.refusal.field).toBe('panel');
        expect(result.value.kind).toBe(kind);
        if (lpa !== null) expect([lpa, null]).toContain(result.value.lpa);
      }),
    );
  });
});
