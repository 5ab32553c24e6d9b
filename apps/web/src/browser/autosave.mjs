/**
 * Saves the record while people type. The answer to a save says in two headers what is needed here: the new version
 * and when it was saved. Unsaved text is kept in the page only, never in the browser's storage.
 */
import { announce, clockText, one } from './page.mjs';

const PAUSE_MS = 900;
const RETRY_MS = 5000;

let timer = null;
let unsaved = false;
let underWay = null;

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
export const hasUnsaved = () => unsaved || underWay !== null;

/** Saves at once; while a save is under way, that one is waited for. */
export function saveNow() {
  underWay ??= save().finally(() => {
    underWay = null;
    if (unsaved) later(PAUSE_MS);
  });
  return underWay;
}

async function save() {
  const form = one('[data-autosave]:not([data-conflict])');
  if (!form) return;
  clearTimeout(timer);
  unsaved = false;
  say('Saving', 'saving');
  try {
    const answer = await fetch(form.getAttribute('action'), {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      headers: { accept: 'text/html', 'x-autosave': '1' },
      credentials: 'same-origin',
      redirect: 'manual',
    });
    await finish(form, answer);
  } catch {
    unsaved = true;
    say('Not saved. Trying again', 'failed');
    later(RETRY_MS);
  }
}

async function finish(form, answer) {
  if (answer.status === 409) return showBoth(form, answer);
  if (!answer.ok) throw new Error('not saved');
  const version = answer.headers.get('x-record-version');
  if (version) form.elements.version.value = version;
  say(`Saved at ${clockText(new Date(answer.headers.get('x-saved-at') ?? Date.now()))}`);
  document.dispatchEvent(new CustomEvent('record-saved'));
}

/** Somebody else saved first: the answer is the page with both texts. What was typed since stays in the boxes. */
async function showBoth(form, answer) {
  const who = answer.headers.get('x-saved-by') ?? 'Somebody else';
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const both = one('[data-autosave]', page);
  if (!both) throw new Error('not saved');
  const typed = new FormData(form);
  const focused = document.activeElement?.id;
  const mine = document.importNode(both, true);
  form.replaceWith(mine);
  for (const field of mine.elements) {
    if (!field.name || field.type === 'hidden' || !typed.has(field.name)) continue;
    if (field.type === 'radio') field.checked = field.value === typed.get(field.name);
    else field.value = typed.get(field.name);
  }
  if (focused) document.getElementById(focused)?.focus();
  unsaved = true;
  announce(`${who} saved this case while you were writing. Your text is kept; theirs is shown above it.`);
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
    if (!form) return;
    const leaves = event.submitter?.matches('[data-leaves]') ?? false;
    if (form.matches('[data-conflict]') || leaves) return leave(event, form);
    event.preventDefault();
    saveNow();
  });
  addEventListener('beforeunload', (event) => {
    if (hasUnsaved()) event.preventDefault();
  });
}

/** Sends the whole form and goes where it leads, once a save under way has answered: two at once would collide. */
async function leave(event, form) {
  clearTimeout(timer);
  if (underWay === null) {
    unsaved = false;
    return;
  }
  const button = event.submitter;
  event.preventDefault();
  await underWay;
  clearTimeout(timer);
  unsaved = false;
  if (form.isConnected) form.requestSubmit(button);
}
