export { endSession, safeReturnPath, sessionToken, startSession } from './cookies.js';
export { AskedTooOften, SignedOut } from './error-pages.filter.js';
export type { Flash, FlashCode, FlashParams } from './flash.js';
export { address, pageErrors, sentChoices, sentOneOf, sentText, sentVersion } from './form-fields.js';
export type { InputPlaces, Sent } from './form-fields.js';
export { createHttpApp } from './http-app.js';
export { Pages } from './pages.js';
export type { ShownPage } from './pages.js';
export type { HttpSettings } from './settings.js';
