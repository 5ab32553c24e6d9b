import { describe, expect, it } from '@jest/globals';
import { namedId, newId } from './ids.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('identifiers', () => {
  it('are new every time, and shaped as a UUID', () => {
    expect(newId()).toMatch(UUID);
    expect(newId()).not.toBe(newId());
  });

  it('belong to a name for ever', () => {
    expect(namedId('scotland 2026-01-02')).toMatch(UUID);
    expect(namedId('scotland 2026-01-02')).toBe('7d4e5929-2051-8569-b1da-80897520a7da');
    expect(namedId('a')).not.toBe(namedId('b'));
  });
});
