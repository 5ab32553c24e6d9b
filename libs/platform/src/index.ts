export * from './config.js';
export * from './announcement.entity.js';
export * from './columns.js';
export * from './database.js';
export * from './gate.js';
export * from './jobs.js';
export * from './local-message.entity.js';
export * from './open-database.js';
