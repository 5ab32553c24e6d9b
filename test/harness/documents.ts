import { fileURLToPath } from 'node:url';
import { documentFiles, documentsIn } from '../../scripts/trusted-documents.mjs';

const FOLDERS = ['../../apps/web/src', '../../libs/api-client/src'];

/** Every operation that the pages send, read from the sources in the way in which the build lists them. */
export async function documentsOfPages(): Promise<Record<string, string>> {
  const folders = FOLDERS.map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
  const files = folders
    .flatMap((folder) => documentFiles(folder, '.ts'))
    .filter((path) => !path.endsWith('.spec.ts'));
  const modules: object[] = [];
  for (const path of files) modules.push((await import(path)) as object);
  return documentsIn(modules);
}
