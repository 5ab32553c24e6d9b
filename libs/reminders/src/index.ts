export * from './reminder.entity.js';
export * from './reminder-message.entity.js';
export * from './reminder-policy.js';
export * from './reminder-policy.rules.js';
