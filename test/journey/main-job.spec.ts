import { journeyOn } from './journey-of.js';

journeyOn('SQLite with the embedded queue', async () => ({}));
