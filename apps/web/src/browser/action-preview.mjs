/**
 * Shows what a one-line action will record, before it is sent. The server reads the line, with the same rule that
 * records it, so the two cannot differ. Sent as a form: what people type has no place in an address.
 */
import { one } from './page.mjs';

const PAUSE_MS = 250;

let timer = null;
let asked = 0;

async function ask(box) {
  const mine = ++asked;
  const answer = await fetch(box.dataset.actionLine, {
    method: 'POST',
    body: new URLSearchParams(new FormData(box.form)),
    headers: { accept: 'text/html' },
    credentials: 'same-origin',
  });
  if (!answer.ok || mine !== asked) return;
  const read = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const said = one('[data-action-preview]', read);
  if (said) one('[data-action-preview]')?.replaceWith(document.importNode(said, true));
}

/** Starts the preview under the action box. */
export function startActionPreview() {
  document.addEventListener('input', (event) => {
    if (!event.target.dataset?.actionLine) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(event.target).catch(() => {}), PAUSE_MS);
  });
}
