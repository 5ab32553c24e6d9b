export * from './actor.js';
export * from './permissions.js';
export * from './policy.js';
export * from './roles.js';
export * from './scopes.js';
