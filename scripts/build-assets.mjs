/**
 * Builds what the web pages need beside their code, into dist/apps/web: one style sheet and one folder of browser
 * modules (both named by their content, so that they can be cached for a year), the icon, a manifest that names
 * them, and the page templates beside the compiled code. Only single named vendor files are copied: their folders
 * hold fonts and crests that we may not show.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as sass from 'sass';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'apps/web/src');
const built = join(root, 'dist/apps/web');
const assets = join(built, 'public');

const VENDOR_MODULES = {
  'service-navigation.mjs':
    'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.bundle.mjs',
  'error-summary.mjs': 'govuk-frontend/dist/govuk/components/error-summary/error-summary.bundle.mjs',
};

const FORBIDDEN_IN_STYLES = ['@font-face', 'GDS Transport'];
const FORBIDDEN_FILES = /\.(woff2?|ttf|otf|eot)$|crest|crown/i;

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function hashOf(...contents) {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex').slice(0, 10);
}

function buildStyles() {
  const { css } = sass.compile(join(source, 'styles/app.scss'), {
    loadPaths: [root, join(root, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
    silenceDeprecations: ['import'],
    logger: { warn() {}, debug() {} },
  });
  const found = FORBIDDEN_IN_STYLES.filter((words) => css.includes(words));
  if (found.length) throw new Error(`The style sheet holds what we may not use: ${found.join(', ')}`);
  const name = `app.${hashOf(css)}.css`;
  writeFileSync(join(assets, name), css);
  return name;
}

function buildScripts() {
  const own = filesUnder(join(source, 'browser')).filter((path) => path.endsWith('.mjs'));
  const modules = new Map(own.map((path) => [relative(join(source, 'browser'), path), readFileSync(path)]));
  for (const [name, path] of Object.entries(VENDOR_MODULES)) {
    const text = readFileSync(join(root, 'node_modules', path), 'utf8').replace(
      /\n?\/\/# sourceMappingURL=.*/,
      '',
    );
    modules.set(join('vendor', name), Buffer.from(text));
  }
  const folder = `js.${hashOf(...modules.keys(), ...modules.values())}`;
  for (const [name, content] of modules) {
    mkdirSync(dirname(join(assets, folder, name)), { recursive: true });
    writeFileSync(join(assets, folder, name), content);
  }
  return `${folder}/app.mjs`;
}

function buildIcon() {
  const content = readFileSync(join(source, 'icons/icon.svg'));
  const name = `icon.${hashOf(content)}.svg`;
  writeFileSync(join(assets, name), content);
  return name;
}

function copyTemplates() {
  for (const path of filesUnder(source)) {
    if (!path.endsWith('.njk')) continue;
    cpSync(path, join(built, 'src', relative(source, path)));
  }
}

function refuseForbiddenFiles() {
  const found = filesUnder(assets).filter((path) => FORBIDDEN_FILES.test(path));
  if (found.length) throw new Error(`Files that we may not publish: ${found.join(', ')}`);
}

rmSync(assets, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
const manifest = { style: buildStyles(), script: buildScripts(), icon: buildIcon() };
writeFileSync(join(built, 'assets.json'), `${JSON.stringify(manifest)}\n`);
copyTemplates();
refuseForbiddenFiles();
console.log(`Assets built: ${Object.values(manifest).join(', ')}`);
