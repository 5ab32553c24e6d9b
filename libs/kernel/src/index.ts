export * from './calendar.js';
export * from './clock.js';
export * from './failures.js';
export * from './ids.js';
export * from './result.js';
export * from './text.js';
export * from './time.js';
export * from './rule-source.js';
