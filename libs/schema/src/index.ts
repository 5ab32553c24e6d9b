export * from './tables.js';
export * from './drift.js';
export * from './audit-check.js';
export * from './missing-migrations.js';
export * from './prepare-record.js';
export * from './runtime-role.js';
