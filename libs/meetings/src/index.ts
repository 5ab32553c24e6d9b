export * from './meeting.entity.js';
export * from './listing.entity.js';
export * from './agenda-change.entity.js';
export * from './attendance.entity.js';
export * from './agenda-packing.rules.js';
export * from './time-boxing.rules.js';
