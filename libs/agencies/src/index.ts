export * from './agency.entity.js';
export * from './person.entity.js';
export * from './access-token.entity.js';
