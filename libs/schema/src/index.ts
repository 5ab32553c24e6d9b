export * from './tables.js';
export * from './drift.js';
