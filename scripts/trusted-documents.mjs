/**
 * Lists what the pages may ask: every operation of the web app, under the SHA-256 of its printed text, into
 * dist/apps/api/trusted-documents.json. The web app sends the same hash in place of the text.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { print } from 'graphql';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The modules under a folder that write an operation or a part of one. */
export function documentFiles(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => path.endsWith(ending) && /\bgraphql\(/.test(readFileSync(path, 'utf8')))
    .sort();
}

/** The texts of the operations among what modules export, by `sha256:` and their hash. Fragments alone are none. */
export function documentsIn(modules) {
  const exported = modules.flatMap((module) => Object.values(module));
  const operations = exported.filter(
    (value) =>
      value?.kind === 'Document' && value.definitions.some(({ kind }) => kind === 'OperationDefinition'),
  );
  const entries = operations.map((document) => {
    const text = print(document);
    return [`sha256:${createHash('sha256').update(text).digest('hex')}`, text];
  });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folders = ['dist/apps/web/src', 'dist/libs/api-client/src'].map((folder) => join(root, folder));
  const files = folders.flatMap((folder) => documentFiles(folder, '.js'));
  const modules = await Promise.all(files.map((path) => import(pathToFileURL(path).href)));
  const documents = documentsIn(modules);
  const count = Object.keys(documents).length;
  if (count === 0) throw new Error('The pages ask nothing: build them first');
  writeFileSync(
    join(root, 'dist/apps/api/trusted-documents.json'),
    `${JSON.stringify(documents, null, 1)}\n`,
  );
  console.log(`Trusted documents: ${count}`);
}
