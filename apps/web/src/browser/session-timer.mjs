/**
 * Warns five minutes before the session ends. The server decides when it ends; this only counts along. Every answer of
 * the server to this page, and every page of ours opened in another tab, starts the count again.
 */
import { announce, one } from './page.mjs';

const WARNING_MS = 5 * 60_000;
const LONGEST_MS = 24 * 3_600_000;

/** Starts counting, on pages of people who are signed in. */
export function startSessionTimer() {
  const dialog = one('[data-session-ends]');
  if (!dialog) return;
  const { sessionNow, sessionEnds } = dialog.dataset;
  const idle = Date.parse(sessionEnds) - Date.parse(sessionNow);
  if (!(idle > 0 && idle < LONGEST_MS)) return;
  const left = one('[data-session-left]', dialog);
  const tabs = new BroadcastChannel('accord-session');
  let ends = 0;

  const used = () => {
    ends = Date.now() + idle;
    if (dialog.open) dialog.close();
  };
  const stay = async () => {
    const answer = await fetch('/account/session', { credentials: 'same-origin', redirect: 'manual' });
    if (answer.ok) used();
  };
  const look = () => {
    const rest = ends - Date.now();
    if (rest <= 0) {
      location.replace(location.href);
    } else if (rest <= WARNING_MS) {
      const minutes = Math.ceil(rest / 60_000);
      left.textContent = minutes === 1 ? '1 minute' : `${minutes} minutes`;
      if (dialog.open) return;
      dialog.showModal();
      announce('You are about to be signed out.');
    }
  };

  dialog.addEventListener('close', () => {
    if (ends - Date.now() <= WARNING_MS) stay().catch(() => undefined);
  });
  tabs.addEventListener('message', used);
  new PerformanceObserver((list) => {
    const asked = list
      .getEntries()
      .some(({ initiatorType, responseStatus }) => initiatorType === 'fetch' && responseStatus === 200);
    if (asked) used();
  }).observe({ type: 'resource' });
  used();
  tabs.postMessage('used');
  setInterval(look, 10_000);
}
