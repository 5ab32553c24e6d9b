import { describe } from '@jest/globals';
import { agendaLettersStory } from './agenda-letters-story.js';

describe('letters', () => agendaLettersStory(async () => null));
