/**
 * Follows what others do in the same meeting. The server only says that something changed; the page is asked for
 * again, so that everybody sees what they may see. Text that is being typed is never touched.
 */
import { hasUnsaved } from './autosave.mjs';
import { one } from './page.mjs';
import { fetchPage, swap } from './regions.mjs';

const REST_MS = 400;

let timer = null;

function note(words) {
  const place = one('[data-live-note]');
  if (!place) return;
  place.textContent = words;
  place.hidden = words === '';
}

/** Takes over the record that somebody else saved, unless this person is writing in it. */
function takeOver(page) {
  const [mine, theirs] = [one('[data-autosave]'), one('[data-autosave]', page)];
  if (!mine || !theirs || mine.matches('[data-conflict]')) return;
  if (mine.elements.version.value === theirs.elements.version.value) return;
  if (hasUnsaved() || mine.contains(document.activeElement))
    return note('Somebody else has written in this record.');
  mine.replaceWith(document.importNode(theirs, true));
}

async function look() {
  const html = await fetchPage();
  if (html === null) return;
  const page = new DOMParser().parseFromString(html, 'text/html');
  const item = (root) => one('[data-live]', root)?.dataset.item;
  if (item(page) !== item(document)) {
    if (hasUnsaved() || one('[data-autosave]')?.contains(document.activeElement))
      return note('The meeting has gone on to another case. Save, then choose it on the left.');
    return location.reload();
  }
  note('');
  takeOver(page);
  swap(html, { keepFocused: true });
}

function lookSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => look().catch(() => {}), REST_MS);
}

/** Starts following where a meeting runs. */
export function startLiveUpdates() {
  const address = one('[data-events]')?.dataset.events;
  if (!address) return;
  const events = new EventSource(address);
  events.addEventListener('changed', lookSoon);
  events.addEventListener('error', () => note('Live updates are off for the moment.'));
  events.addEventListener('open', () => note(''));
  document.addEventListener('record-saved', lookSoon);
}
