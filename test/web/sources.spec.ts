import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

const WEB = new URL('../../apps/web/src/', import.meta.url).pathname;
const VENDOR = ['service-navigation', 'error-summary'];

function sources(ending: string): [string, string][] {
  const names = readdirSync(WEB, { recursive: true }).map(String);
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => [name, readFileSync(join(WEB, name), 'utf8')]);
}

describe('templates', () => {
  it.each(sources('.njk'))('%s leaves escaping on and holds no style of its own', (_, text) => {
    expect(text).not.toMatch(/\|\s*safe\b|autoescape|style="|\son[a-z]+="/);
  });

  it('sends every POST form with a csrf token', () => {
    for (const [name, text] of sources('.njk')) {
      const forms = text.split(/<form /).slice(1);
      const without = forms.filter(
        (form) => /^[^>]*method="post"/.test(form) && !/hidden\(|_csrf/.test(form),
      );
      expect([name, without]).toEqual([name, []]);
    }
  });
});

describe('browser scripts', () => {
  it('are under 25 KB together with the parts of govuk-frontend they need, compressed', () => {
    const require = createRequire(import.meta.url);
    const vendor = VENDOR.map((name) =>
      readFileSync(
        require.resolve(`govuk-frontend/dist/govuk/components/${name}/${name}.bundle.mjs`),
        'utf8',
      ),
    );
    const all = [...sources('.mjs').map(([, text]) => text), ...vendor];
    const bytes = all.reduce((sum, text) => sum + gzipSync(text).length, 0);
    expect(bytes).toBeLessThan(25_000);
  });

  it('keep nothing in the browser and build no markup from text', () => {
    for (const [name, text] of sources('.mjs')) {
      expect([name, text]).toEqual([
        name,
        expect.not.stringMatching(/localStorage|sessionStorage|indexedDB|eval\(|outerHTML/),
      ]);
    }
  });
});

describe('styles', () => {
  it('load no fonts and name none that is not ours to use', () => {
    for (const [name, text] of sources('.scss')) {
      expect([name, text]).toEqual([name, expect.not.stringMatching(/@font-face|GDS Transport|url\(/)]);
    }
  });
});
