import { type CheerioAPI, load } from 'cheerio';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startWeb } from '../../apps/web/src/start-web.js';
import type { ApiUnderTest } from './api.js';

/** A page as a browser got it. */
export type Visit = {
  status: number;
  /** Where the answer leads, for a redirect. */
  location: string | null;
  headers: Headers;
  text: string;
  $: CheerioAPI;
};

/** What is sent with a form; a list sends its name once for each value. */
export type Fields = Record<string, string | string[]>;

/** The pages over HTTP, in front of an API under test. */
export type WebUnderTest = {
  app: NestFastifyApplication;
  url: string;
  /** A browser of its own; with a token it is signed in. */
  browser(token?: string | null): Browser;
  close(): Promise<void>;
};

/** Starts the pages in front of the API, in the same process. */
export async function aWeb(api: ApiUnderTest): Promise<WebUnderTest> {
  const app = await startWeb({ config: api.config, clock: api.clock }, 0, api.url);
  const url = (await app.getUrl()).replace('0.0.0.0', '127.0.0.1').replace('[::1]', '127.0.0.1');
  return {
    app,
    url,
    browser: (token = null) => new Browser(url, token),
    close: () => app.close(),
  };
}

/** A browser without scripts: keeps cookies, follows nothing by itself. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly url: string,
    token: string | null,
  ) {
    if (token) this.cookies.set('accord_session', token);
  }

  /** Opens a page. */
  get(path: string): Promise<Visit> {
    return this.send(path, { method: 'GET' });
  }

  /** Sends a form as the page it stands on made it, with these fields typed in. */
  async submit(page: Visit, action: string, typed: Fields = {}): Promise<Visit> {
    const form = page.$(`form[method="post"][action="${action}"]`);
    if (form.length === 0) throw new Error(`No form for ${action} on the page`);
    const fields = form
      .find('input[type="hidden"]')
      .toArray()
      .map((input) => [page.$(input).attr('name') ?? '', page.$(input).attr('value') ?? ''] as const);
    return this.post(action, { ...Object.fromEntries(fields), ...typed });
  }

  /** Sends fields as a form. */
  post(path: string, fields: Fields): Promise<Visit> {
    const pairs = Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    return this.send(path, { method: 'POST', body: new URLSearchParams(pairs) });
  }

  /** Follows a redirect to the page after a change. */
  follow(visit: Visit): Promise<Visit> {
    if (!visit.location) throw new Error(`No redirect, but ${visit.status}`);
    return this.get(visit.location);
  }

  private async send(path: string, init: RequestInit): Promise<Visit> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.url + path, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) this.keep(set);
    const text = await response.text();
    const location = response.headers.get('location');
    return { status: response.status, location, headers: response.headers, text, $: load(text) };
  }

  private keep(setCookie: string): void {
    const [pair = ''] = setCookie.split(';', 1);
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(setCookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
