import type { Browser, Visit, WebUnderTest } from './web.js';

/** A page with its address after redirects. */
export type Page = Visit & { path: string };

/** A browser that goes where it is sent. */
export type FollowingBrowser = {
  get(path: string): Promise<Page>;
  /** Sends a form of a page as it stands, with these fields typed in. */
  submit(page: Visit, action: string, typed?: Record<string, string>): Promise<Page>;
  /** Presses a button that sends a form elsewhere (`formaction`), with these fields typed in. */
  press(page: Visit, buttonId: string, typed?: Record<string, string>): Promise<Page>;
};

/** A signed-in browser that follows redirects; null: signed out. */
export function following(web: WebUnderTest, token: string | null): FollowingBrowser {
  const browser = web.browser(token);
  const arrive = async (visit: Visit, path: string): Promise<Page> =>
    visit.location ? arrive(await browser.follow(visit), visit.location) : { ...visit, path };
  return {
    get: async (path) => arrive(await browser.get(path), path),
    submit: async (page, action, typed) => arrive(await browser.submit(page, action, typed), action),
    press: (page, buttonId, typed) => press(browser, arrive, page, buttonId, typed),
  };
}

async function press(
  browser: Browser,
  arrive: (visit: Visit, path: string) => Promise<Page>,
  { $ }: Visit,
  buttonId: string,
  typed: Record<string, string> = {},
): Promise<Page> {
  const button = $(`#${buttonId}`);
  const owner = button.attr('form');
  const form = owner ? $(`form#${owner}`) : button.closest('form');
  const action = button.attr('formaction') ?? form.attr('action');
  if (!action) throw new Error(`No button ${buttonId} that sends a form`);
  const fields = Object.fromEntries(new URLSearchParams(form.serialize()));
  const name = button.attr('name');
  const pressed = name ? { [name]: button.attr('value') ?? '' } : {};
  return arrive(await browser.post(action, { ...fields, ...pressed, ...typed }), action);
}
