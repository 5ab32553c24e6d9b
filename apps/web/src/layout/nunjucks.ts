import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { draw, drawCapacity } from '../charts/index.js';
import type { Capacity, Chart } from '../charts/index.js';
import {
  clock,
  dayMonth,
  longDay,
  longMomentText,
  minutesAndSeconds,
  momentText,
  plural,
  shortDay,
  weekDay,
} from './format.js';
import type { PageError, PageModel } from './page.js';

/** Renders a template of `apps/web/src` ("pages/home/home.njk") with the frame and the page's own view. */
export type Renderer = (template: string, page: PageModel, view: object) => string;

const FORMATS = {
  longDay,
  weekDay,
  shortDay,
  dayMonth,
  clock,
  moment: momentText,
  longMoment: longMomentText,
  plural,
  minutesAndSeconds,
} as const;

function errorFor(errors: readonly PageError[] | undefined, field: string): string | null {
  return errors?.find((error) => error.field === field)?.text ?? null;
}

function packageFolder(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}

function templateFolders(): string[] {
  return [
    fileURLToPath(new URL('..', import.meta.url)),
    resolve(packageFolder('govuk-frontend'), 'dist'),
    packageFolder('@ministryofjustice/frontend'),
  ];
}

/**
 * The template environment. Autoescape is always on; charts are the only thing of ours that comes in as ready
 * markup. Templates are read again for each page only while developing (`keepTemplates` false).
 */
export function templateEnvironment(keepTemplates: boolean): nunjucks.Environment {
  const loader = new nunjucks.FileSystemLoader(templateFolders(), { noCache: !keepTemplates });
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  for (const [name, format] of Object.entries(FORMATS)) environment.addFilter(name, format);
  environment.addFilter('errorFor', errorFor);
  environment.addGlobal('chart', (model: Chart) => new nunjucks.runtime.SafeString(draw(model)));
  environment.addGlobal(
    'capacityBar',
    (model: Capacity) => new nunjucks.runtime.SafeString(drawCapacity(model)),
  );
  return environment;
}

/** A renderer over one environment. */
export function templateRenderer(keepTemplates: boolean): Renderer {
  const environment = templateEnvironment(keepTemplates);
  return (template, page, view) => environment.render(template, { page, view });
}
