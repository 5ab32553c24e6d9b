import { describe } from '@jest/globals';
import { realServices } from '../harness/services.js';
import { agendaLettersStory } from './agenda-letters-story.js';

describe('letters on PostgreSQL and Redis', () => agendaLettersStory(realServices));
