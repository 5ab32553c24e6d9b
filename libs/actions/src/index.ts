export * from './action.entity.js';
export * from './action-update.entity.js';
export * from './action-states.js';
export * from './agreeing.rules.js';
export * from './action.rules.js';
export * from './due-words.rules.js';
export * from './quick-action.rules.js';
