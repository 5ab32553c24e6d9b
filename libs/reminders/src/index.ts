export * from './reminder.entity.js';
export * from './reminder-message.entity.js';
