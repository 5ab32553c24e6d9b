export * from './attention.rules.js';
export * from './figures.rules.js';
export * from './insights.module.js';
export * from './insights.service.js';
export * from './outcomes.js';
export * from './outcomes-csv.js';
export * from './suppression.rules.js';
