import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { describeSchema } from './describe-schema.js';

describe('schema.graphql', () => {
  it('is what the API really serves; `npm run schema` writes it anew', async () => {
    const { sdl, types } = await describeSchema();
    expect(readFileSync('schema.graphql', 'utf8')).toBe(sdl);
    expect(readFileSync('libs/api-client/src/graphql-env.d.ts', 'utf8')).toBe(types);
  });
});
