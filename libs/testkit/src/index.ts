export * from './keys.js';
export * from './services.js';
export * from './temporary-database.js';
export * from './people.js';
export * from './cases.js';
export * from './casework.js';
export * from './audit.js';
export * from './referrals.js';
