export * from './clock.js';
export * from './failures.js';
export * from './result.js';
export * from './time.js';
export * from './calendar.js';
export * from './text.js';
