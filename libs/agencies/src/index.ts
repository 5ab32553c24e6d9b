export * from './agency.entity.js';
export * from './person.entity.js';
export * from './access-token.entity.js';
export * from './agencies.module.js';
export * from './agencies.service.js';
export * from './sign-in.service.js';
export * from './sessions.service.js';
export * from './suspensions.service.js';
export { IDLE_MINUTES, SESSION_MINUTES } from './session-time.rules.js';
