import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AssetPaths } from '../layout/page.js';
import { ASSETS_PREFIX } from './headers.js';

const RUNNING_FROM_SOURCE = import.meta.url.endsWith('.ts') || !import.meta.url.includes('/dist/');
const BUILT = fileURLToPath(
  new URL(RUNNING_FROM_SOURCE ? '../../../../dist/apps/web/' : '../../', import.meta.url),
);

/** The folder with the built style sheet, scripts and icon. */
export const ASSETS_FOLDER = `${BUILT}public/`;

/** The addresses of the built files. Before a first build (in tests) they are plain names that lead nowhere. */
export function assetPaths(): AssetPaths {
  const manifest = `${BUILT}assets.json`;
  const names: AssetPaths = existsSync(manifest)
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as AssetPaths)
    : { style: 'app.css', script: 'app.mjs', icon: 'icon.svg' };
  return {
    style: ASSETS_PREFIX + names.style,
    script: ASSETS_PREFIX + names.script,
    icon: ASSETS_PREFIX + names.icon,
  };
}
