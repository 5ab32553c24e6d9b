/** The clock of the case in discussion: runs in the page, starts from what the server says. */
import { announce, one } from './page.mjs';
import { onEveryPage } from './regions.mjs';

const SAID_AT = [300, 60, 0];

let shownTimer = null;
let startedAt = 0;

function startAgain() {
  const timer = one('[data-timer]');
  if (timer === shownTimer) return;
  shownTimer = timer;
  startedAt = performance.now();
}

function minutesAndSeconds(seconds) {
  const whole = Math.abs(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function tick() {
  if (!shownTimer?.isConnected || 'stopped' in shownTimer.dataset) return;
  const planned = Number(shownTimer.dataset.planned);
  const used = Number(shownTimer.dataset.used) + Math.floor((performance.now() - startedAt) / 1000);
  const left = planned - used;
  one('[data-timer-left]', shownTimer).textContent =
    `${minutesAndSeconds(left)} ${left < 0 ? 'over' : 'left'}`;
  one('[data-timer-bar]', shownTimer).setAttribute('width', Math.min(100, (used / planned) * 100));
  one('[data-timer-under]', shownTimer).textContent =
    `${Math.floor(used / 60)} of ${Math.round(planned / 60)} minutes used`;
  shownTimer.classList.toggle('timer--over', left < 0);
  if (!SAID_AT.includes(left)) return;
  announce(
    left === 0
      ? 'The time for this case is up'
      : `${left / 60} minute${left === 60 ? '' : 's'} left for this case`,
  );
}

/** Starts the clock where there is one. */
export function startTimer() {
  if (!one('[data-timer]')) return;
  onEveryPage(startAgain);
  setInterval(tick, 1000);
}
