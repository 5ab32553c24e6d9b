/**
 * Saves the record while people type. The answer to a save says in two headers what is needed here: the new version
 * and when it was saved. Unsaved text is kept in the page only, never in the browser's storage.
 */
import { announce, clockText, one } from './page.mjs';

const PAUSE_MS = 900;
const RETRY_MS = 5000;

let timer = null;
let unsaved = false;
let saving = false;

function say(words, kind) {
  const state = one('[data-save-state]');
  if (!state) return;
  state.textContent = words;
  state.className = `save-state${kind ? ` save-state--${kind}` : ''}`;
}

function later(ms) {
  clearTimeout(timer);
  timer = setTimeout(saveNow, ms);
}

/** True while there is text that is not saved. */
export const hasUnsaved = () => unsaved;

/** Saves at once. */
export async function saveNow() {
  const form = one('[data-autosave]');
  if (!form || saving) return;
  clearTimeout(timer);
  saving = true;
  unsaved = false;
  say('Saving', 'saving');
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      headers: { accept: 'text/html', 'x-autosave': '1' },
      credentials: 'same-origin',
      redirect: 'manual',
    });
    finish(form, answer);
  } catch {
    unsaved = true;
    say('Not saved. Trying again', 'failed');
    later(RETRY_MS);
  }
  saving = false;
  if (unsaved) later(PAUSE_MS);
}

function finish(form, answer) {
  if (answer.status === 409) {
    say(
      `${answer.headers.get('x-saved-by') ?? 'Somebody else'} changed this. Save to compare, your text is kept`,
      'failed',
    );
    announce('Somebody else changed this record. Your text is kept.');
    form.dataset.conflict = 'yes';
    return;
  }
  if (!answer.ok) throw new Error('not saved');
  const version = answer.headers.get('x-record-version');
  if (version) form.elements.version.value = version;
  say(`Saved at ${clockText(new Date(answer.headers.get('x-saved-at') ?? Date.now()))}`);
}

/** Starts saving as people type. */
export function startAutosave() {
  if (!one('[data-autosave]')) return;
  document.addEventListener('input', (event) => {
    if (!event.target.closest('[data-autosave]')) return;
    unsaved = true;
    say('Changes not saved yet', 'saving');
    if (!event.target.closest('[data-conflict]')) later(PAUSE_MS);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target.closest('[data-autosave]');
    if (!form || form.dataset.conflict) return;
    event.preventDefault();
    saveNow();
  });
  document.addEventListener('submit', leaveAfterSaving, true);
  addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault();
  });
}

async function leaveAfterSaving(event) {
  const form = event.target.closest('[data-next]');
  if (!form || !unsaved) return;
  event.preventDefault();
  await saveNow();
  if (!unsaved) form.submit();
}
