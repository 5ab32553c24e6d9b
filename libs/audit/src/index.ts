export * from './audit-entry.entity.js';
