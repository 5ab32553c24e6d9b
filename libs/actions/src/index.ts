export * from './action.entity.js';
export * from './action-update.entity.js';
