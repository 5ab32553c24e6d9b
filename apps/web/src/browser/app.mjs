/** Everything here makes pages quicker to use; every page works without it. */
import { ErrorSummary } from './vendor/error-summary.mjs';
import { ServiceNavigation } from './vendor/service-navigation.mjs';
import { startActionPreview } from './action-preview.mjs';
import { startAutosave } from './autosave.mjs';
import { foldOnSmallScreens } from './folds.mjs';
import { startLiveUpdates } from './live-updates.mjs';
import { all } from './page.mjs';
import { enhanceForms, onEveryPage } from './regions.mjs';
import { startRunningOrder } from './running-order.mjs';
import { startSessionTimer } from './session-timer.mjs';
import { startShortcuts } from './shortcuts.mjs';
import { startTimer } from './timer.mjs';

function startGovuk() {
  for (const [kind, name] of [
    [ServiceNavigation, 'govuk-service-navigation'],
    [ErrorSummary, 'govuk-error-summary'],
  ]) {
    for (const element of all(`[data-module="${name}"]:not([data-${name}-init])`)) new kind(element);
  }
}

onEveryPage(startGovuk);
foldOnSmallScreens();
enhanceForms();
startAutosave();
startRunningOrder();
startTimer();
startShortcuts();
startActionPreview();
startLiveUpdates();
startSessionTimer();
