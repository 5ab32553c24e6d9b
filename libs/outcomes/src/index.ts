export * from './outcome-review.entity.js';
export * from './closing.rules.js';
export * from './review.rules.js';
export * from './outcomes.module.js';
export * from './outcomes.service.js';
