export * from './outcome-review.entity.js';
