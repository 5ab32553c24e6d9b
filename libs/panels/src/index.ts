export * from './panel.entity.js';
export * from './panel-member.entity.js';
export * from './bank-holiday.entity.js';
