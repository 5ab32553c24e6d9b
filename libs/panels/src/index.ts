export * from './panel.entity.js';
export * from './panel-member.entity.js';
export * from './bank-holiday.entity.js';
export * from './recurrence.rules.js';
export * from './recurrence-words.rules.js';
export * from './panels.module.js';
export * from './panels.service.js';
export * from './bank-holidays.data.js';
